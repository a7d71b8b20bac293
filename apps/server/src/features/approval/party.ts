import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';

/**
 * Staff who may propose or decide: known by a personnel number, and not under a password that somebody else set a moment ago, since an
 * administrator who resets a password could otherwise be the second person herself.
 * @returns the blind index of the personnel number
 * @throws Refusal personnel-number-missing, approval-too-early
 */
export function requireParty(deps: Pick<NodeContext, 'clock' | 'province'>, staff: StaffPrincipal): Buffer {
  if (staff.personIndex === null) throw new Refusal('personnel-number-missing');
  const pause = addSeconds(deps.clock.now(), -deps.province.staff.resetPauseHours * 3600);
  if (staff.passwordResetAt !== null && staff.passwordResetAt > pause) throw new Refusal('approval-too-early');
  return staff.personIndex;
}

/** Two accounts of one person are one person. @throws Refusal approval-same-person */
export function requireAnother(
  proposal: { readonly proposed_by: string; readonly proposed_by_person: Buffer },
  staff: StaffPrincipal,
  personIndex: Buffer,
): void {
  const same = proposal.proposed_by === staff.staffId || proposal.proposed_by_person.equals(personIndex);
  if (same) throw new Refusal('approval-same-person');
}
