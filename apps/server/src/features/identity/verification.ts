import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { noteForeignClaim } from './claim-notice.ts';
import { type Claim, readClaim } from './claim.ts';
import { chargeVerification } from './limits.ts';
import { type Confirmed, confirmIdentity, type Registries } from './registries.ts';
import { tie } from './tie.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & Registries & FaceStep;

/** A further step of the check, where the province asks for it. */
export interface FaceStep {
  /**
   * @returns uses up the face check that was passed, where one is asked for
   * @throws Refusal face-required, face-invalid, face-failed, face-unavailable
   */
  requireFace(accountId: string, claim: Claim, faceId: string | undefined): Promise<(tx: Tx) => Promise<void>>;
}

type Outcome = { readonly personId: string } | { readonly refused: 'identity-mismatch' | 'already-verified' };

/**
 * Real-name check. Ties the account to the person with this document; makes the person at the first time; adds a document that the
 * registry says is the same person's. A document that belongs to somebody else is refused in the words of one that does not fit
 * its name, or, to who is verified already, of one that is nobody's: a prober learns nothing, and the owner is told.
 *
 * @throws Refusal document-number-invalid, name-invalid, identity-mismatch, verification-limit, registry-unavailable, already-verified,
 * face-required, face-invalid, face-failed, face-unavailable
 */
export async function verifyIdentity(deps: Deps, accountId: string, typed: schemas.Verification): Promise<string> {
  const claim = readClaim(deps, typed);
  const useFace = await deps.requireFace(accountId, claim, typed.faceId);
  const giveBack = await chargeVerification(deps, accountId, claim);
  const confirmed = await confirmIdentity(deps, claim);
  const outcome = await transact(deps.db, async (tx) => {
    const tied = await tieAccount(tx, deps, accountId, confirmed);
    if ('personId' in tied) await useFace(tx);
    return tied;
  });
  // After the commit: the owner is told although the claim is refused.
  if ('refused' in outcome) throw new Refusal(outcome.refused);
  // Only now: a refusal must cost the same whether the document is known here or not.
  await giveBack();
  return outcome.personId;
}

async function tieAccount(tx: Tx, deps: Deps, accountId: string, confirmed: Confirmed): Promise<Outcome> {
  const account = await tx
    .selectFrom('account')
    .select(['person_id', 'phone_sealed', 'phone_index'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const holder = account.person_id;
  const tied = await tie(tx, deps, holder, account, confirmed);
  if ('owner' in tied) {
    if (tied.owner !== holder) await noteForeignClaim(tx, deps, tied.owner);
    return { refused: holder === null ? 'identity-mismatch' : 'already-verified' };
  }
  if (holder !== null && holder !== tied.personId) return { refused: 'already-verified' };
  await tx.updateTable('account').set({ person_id: tied.personId }).where('account_id', '=', accountId).execute();
  return tied;
}
