import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ChannelUser } from '../channel/index.ts';
import type { Claim } from '../identity/index.ts';
import { answerOf, askedOf, claimIndex, type FaceDeps, facesAsked } from './asked.ts';
import type { FaceAsked } from './ports.ts';

/**
 * Lets a real-name check go on: where the province asks this account for a face, one must have been passed for this claim. What the
 * platform said once is kept and not asked again; what the phone says of it counts for nothing.
 * @returns uses the check up, in the transaction of what it was passed for: it is good for one
 * @throws Refusal face-required, face-invalid, face-failed, face-unavailable
 */
export async function requireFace(
  deps: FaceDeps,
  accountId: string,
  claim: Claim,
  faceId: string | undefined,
): Promise<(tx: Tx) => Promise<void>> {
  const users = await facesAsked(deps, accountId, claim);
  if (users.length === 0) return async () => undefined;
  if (faceId === undefined) throw new Refusal('face-required');
  const check = await deps.db
    .selectFrom('face_check')
    .select(['channel', 'claim_index', 'verify_id', 'outcome', 'expires_at', 'used_at'])
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .executeTakeFirst();
  if (check === undefined || check.verify_id === null || check.used_at !== null) throw new Refusal('face-invalid');
  const user = users.find(({ channel }) => channel === check.channel);
  const isFor = claimIndex(deps, claim).equals(check.claim_index);
  if (user === undefined || !isFor || check.expires_at <= deps.clock.now()) throw new Refusal('face-invalid');
  const asked = { ...askedOf(faceId, user, claim), verifyId: check.verify_id };
  const outcome = check.outcome ?? (await learnOutcome(deps, user, faceId, asked));
  if (outcome !== 'passed') throw new Refusal('face-failed');
  return (tx) => useUp(tx, deps, accountId, faceId);
}

async function learnOutcome(
  deps: FaceDeps,
  { accountId, channel }: ChannelUser,
  faceId: string,
  asked: FaceAsked & { readonly verifyId: string },
): Promise<'passed' | 'failed'> {
  const outcome = (await answerOf(deps, channel, deps.faces[channel].passed(asked))) ? 'passed' : 'failed';
  await deps.db
    .updateTable('face_check')
    .set({ outcome, answered_at: deps.clock.now() })
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .where('outcome', 'is', null)
    .execute();
  return outcome;
}

async function useUp(tx: Tx, { clock }: FaceDeps, accountId: string, faceId: string): Promise<void> {
  await tx
    .updateTable('face_check')
    .set({ used_at: clock.now() })
    .where('account_id', '=', accountId)
    .where('face_id', '=', faceId)
    .execute();
}
