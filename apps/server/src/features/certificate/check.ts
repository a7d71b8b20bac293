import { routes, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';
import { type HeldKind, holderOf, type KnownCertificate, type KnownCertificates } from './holder.ts';
import type { Read } from '../../platform/db.ts';
import { signClaims } from './sign.ts';
import { textOf } from './texts.ts';

export interface CheckDeps extends Pick<NodeContext, 'db' | 'clock' | 'signer' | 'province' | 'divisions' | 'config'> {
  readonly certificates: KnownCertificates;
  /** The receipt of an account that was closed. */
  readonly receiptOf: (read: Read, certificateId: string) => Promise<KnownCertificate | undefined>;
}

/**
 * What a certificate says and whether it still stands, for whoever was given its id: 74 random bits that stand on the paper and nowhere
 * else. It says no more than the paper. Undefined where there is none.
 */
export async function findCertificate(
  deps: CheckDeps,
  certificateId: string,
): Promise<schemas.CheckedCertificate | undefined> {
  const holder = await holderOf(deps.db, certificateId);
  const known =
    holder === undefined
      ? await deps.receiptOf(deps.db, certificateId)
      : await deps.certificates[holder.kind as HeldKind](deps.db, holder.person_id, certificateId);
  if (known === undefined) return undefined;
  return {
    certificateId,
    kind: known.kind,
    jws: await signClaims(deps, known),
    text: textOf(deps, known),
    issuer: deps.config.division,
    issuedAt: toEdge(known.issuedAt),
    stands: known.stands,
  };
}

export function certificateRoutes(deps: CheckDeps): Implementation[] {
  return [
    implement(routes.checkCertificate, async ({ params }) => {
      const found = await findCertificate(deps, params.certificateId);
      if (found === undefined) throw new Refusal('not-found');
      return found;
    }),
  ];
}
