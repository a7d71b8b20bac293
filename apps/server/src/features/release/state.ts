import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isProposed } from '../approval/index.ts';
import { activations, findRelease, type ActivationRow, type ReleaseRow } from '../policy/index.ts';

/** A release that this member of staff may see. @throws Refusal not-found, also for one of elsewhere */
export async function releaseFor(
  read: Read,
  by: Pick<StaffPrincipal, 'division'>,
  releaseId: string,
  lock?: 'lock',
): Promise<ReleaseRow> {
  const row = await findRelease(read, releaseId, lock !== undefined);
  if (row === undefined) throw new Refusal('not-found');
  requireDivision(by, row.division, 'not-found');
  return row;
}

/** The release that is in force last, as far as anything is approved: what a draft is compared with. */
export async function lastRelease(read: Read): Promise<ReleaseRow & { readonly activationId: string }> {
  const last = (await activations(read)).at(-1);
  if (last === undefined) throw new Error('no release of rules is in force');
  return { ...(await findRelease(read, last.release_id))!, activationId: last.activation_id };
}

/** Where a release stands at an instant. */
export async function stateOf(
  read: Read,
  row: ReleaseRow,
  now: Date,
): Promise<{ state: schemas.ReleaseState; effectiveAt: Date | null }> {
  const all = await activations(read);
  const own = all.findLast(({ release_id: id }) => id === row.release_id);
  if (own === undefined) {
    return {
      state: row.approval_id !== null && (await isProposed(read, row.approval_id, now)) ? 'proposed' : 'draft',
      effectiveAt: null,
    };
  }
  const effectiveAt = own.effective_at;
  if (effectiveAt > now) return { state: supersededBy(all, own) ? 'ended' : 'approved', effectiveAt };
  const present = all.findLast(({ effective_at: at }) => at <= now);
  return { state: present?.release_id === row.release_id ? 'in-force' : 'ended', effectiveAt };
}

/** An activation at the same minute or an earlier one that came later takes its place before it has begun. */
function supersededBy(all: readonly ActivationRow[], own: ActivationRow): boolean {
  return all.some(
    ({ activation_id: id, effective_at: at }) => id > own.activation_id && at.getTime() === own.effective_at.getTime(),
  );
}
