import { routes } from '@tongxing/contract';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { attest, type AttestDeps, createQuestionLimit } from './attest.ts';
import { listQuestions } from './questions.ts';

export function federationRoutes(deps: AttestDeps): Implementation[] {
  const countQuestions = createQuestionLimit(deps);
  return [
    implement(routes.getTrustList, async () => {
      const bytes = await deps.trustList.bytes();
      if (bytes === undefined) throw new Refusal('temporarily-unavailable', { retryAfterSeconds: 5 });
      return new Bytes(bytes, { maxAgeSeconds: 60 });
    }),
    implement(routes.listPeers, async () => {
      const nodes = await deps.trustList.nodes();
      return {
        peers: nodes
          .filter(({ division }) => division !== deps.province.division)
          .map(({ division, name, baseUrl }) => ({ division, name: { ...name }, baseUrl })),
      };
    }),
    implement(routes.attest, async ({ principal, body }) => {
      await countQuestions(principal.division, body.subjects.length);
      return attest(deps, principal.division, body);
    }),
    implement(routes.listAttestationRequests, async ({ principal }) => ({
      requests: await listQuestions(deps, principal.personId),
    })),
  ];
}
