import { must, type Requirement } from '../requirement.ts';
import { keysFor, rootsThatSigned } from '../trust-list.ts';

const day = 86_400;

export const trustListRequirements: readonly Requirement[] = [
  {
    id: 'TL-01',
    level: 'MUST',
    title: '`GET federation/trust-list` answers anybody with 200 and `application/cose; cose-type="cose-sign"`',
    async check(session) {
      const { status, headers } = await session.get('federation/trust-list');
      must(status === 200, `status ${status}`);
      const type = (headers['content-type'] ?? '').replaceAll(' ', '');
      must(type === 'application/cose;cose-type="cose-sign"', `media type ${headers['content-type'] ?? 'none'}`);
    },
  },
  {
    id: 'TL-02',
    level: 'MUST',
    title: 'The list is signed by as many of the pinned roots as the threshold asks',
    async check(session) {
      const signed = rootsThatSigned(await session.trustList(), session.setup.roots);
      must(signed >= session.setup.threshold, `${signed} of the roots have signed, ${session.setup.threshold} must`);
    },
  },
  {
    id: 'TL-03',
    level: 'MUST',
    title: 'The list in use has not expired, and was not issued more than a day ahead of now',
    async check(session) {
      const { issuedAt, expiresAt } = await session.trustList();
      const now = session.setup.now().getTime() / 1000;
      must(now < expiresAt, `expired at ${instant(expiresAt)}`);
      must(issuedAt <= now + day, `issued at ${instant(issuedAt)}`);
    },
  },
  {
    id: 'TL-04',
    level: 'MUST',
    title: 'The list names the node by its base URL, with a current federation key and a current status key of ES256',
    async check(session) {
      const node = await session.node();
      for (const use of ['federation', 'status']) {
        const current = keysFor(node, use, session.setup.now()).filter(({ suite }) => suite === 'ES256');
        must(current.length > 0, `there is no current ${use} key`);
      }
    },
  },
];

function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
