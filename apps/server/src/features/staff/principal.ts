import type { StaffAccess } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { SessionFound } from '../identity/index.ts';

/**
 * The member of staff behind a session, as the account stands now. On what is their own, staff may act with an ended role or a password
 * that serves once: to look, to choose a password, to sign out.
 * @throws Refusal sign-in-required for a disabled account; password-change-required, role-ended
 */
export async function staffPrincipal(
  deps: Pick<NodeContext, 'db' | 'clock'>,
  session: SessionFound,
  scope: StaffAccess['scope'],
): Promise<StaffPrincipal> {
  const row = await deps.db
    .selectFrom('staff')
    .selectAll()
    .where('staff_id', '=', session.subjectId)
    .executeTakeFirstOrThrow();
  if (row.disabled_at !== null) throw new Refusal('sign-in-required');
  if (scope !== 'self') {
    if (row.one_time_password_until !== null) throw new Refusal('password-change-required');
    if (row.role_until !== null && row.role_until <= deps.clock.now()) throw new Refusal('role-ended');
  }
  return {
    kind: 'staff',
    staffId: row.staff_id,
    role: row.role as StaffPrincipal['role'],
    division: row.division,
    personIndex: row.personnel_index,
    passwordResetAt: row.password_reset_at,
    tokenHash: session.tokenHash,
  };
}
