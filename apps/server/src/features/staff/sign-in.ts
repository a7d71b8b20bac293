import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { WithHeaders } from '../../platform/http/with-headers.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { sha256 } from '../../platform/ids.ts';
import type { LimitDeps } from '../../platform/limits/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { endStaffSessions, openSession } from '../identity/index.ts';
import type { AccountDeps } from './account.ts';
import { accountOf, described } from './change.ts';
import { csrfToken, sessionCookie } from './cookie.ts';
import { logStaff } from './log.ts';
import { checkPassword, hashPassword, inventPassword } from './password.ts';
import { asProven } from './prove.ts';
import { lockStaff } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal'>;

/** How long a password that an administrator has set may wait to be changed. */
const oneTimeSeconds = 24 * 3600;

/**
 * Opens a session. With `cookie` its token is in a cookie that no script can read, and the answer's `token` is what the page must send
 * in the header tongxing-csrf instead.
 * @param source where the call comes from
 * @throws Refusal login-wrong, login-too-soon, one-time-password-expired
 */
export async function staffSignIn(
  deps: LimitDeps,
  { username, password, cookie = false }: schemas.StaffSignIn,
  source: string,
): Promise<schemas.StaffSession | WithHeaders<schemas.StaffSession>> {
  const { row, token, expiresAt } = await asProven(deps, { username, password }, source, async (tx, account) => ({
    row: account,
    ...(await openSession(tx, deps.clock.now(), 'staff', account.staff_id)),
  }));
  const session: schemas.StaffSession = {
    token: cookie ? csrfToken(deps, sha256(token)) : token,
    expiresAt,
    role: row.role as schemas.StaffRole,
    division: row.division,
    lastSignInAt: toEdgeOrNull(row.last_sign_in_at),
    passwordChangeRequired: row.one_time_password_until !== null,
  };
  return cookie ? new WithHeaders(session, { 'set-cookie': sessionCookie(token) }) : session;
}

/** The owner chooses a new password; every other session ends. @throws Refusal login-wrong, password-unchanged */
export async function changeOwnPassword(
  deps: Deps,
  staff: StaffPrincipal,
  change: { password: string; newPassword: string },
): Promise<void> {
  if (change.password === change.newPassword) throw new Refusal('password-unchanged');
  const passwordHash = await hashPassword(change.newPassword);
  await transact(deps.db, async (tx) => {
    const row = await lockStaff(tx, staff.staffId);
    if (row === undefined || !(await checkPassword(change.password, row.password_hash)))
      throw new Refusal('login-wrong');
    await tx
      .updateTable('staff')
      .set({ password_hash: passwordHash, password_changed_at: deps.clock.now(), one_time_password_until: null })
      .where('staff_id', '=', staff.staffId)
      .execute();
    await endStaffSessions(tx, staff.staffId, staff.tokenHash);
    await logStaff(tx, deps, { action: 'password-changed', staff, by: staff.staffId });
  });
}

/** An administrator gives a password that serves once, and every session of the account ends. @throws Refusal not-found */
export async function resetPassword(
  deps: AccountDeps,
  by: StaffPrincipal,
  staffId: string,
): Promise<{ password: string; expiresAt: string }> {
  const password = inventPassword();
  const passwordHash = await hashPassword(password);
  const now = deps.clock.now();
  const until = addSeconds(now, oneTimeSeconds);
  await transact(deps.db, async (tx) => {
    const row = await accountOf(tx, by, staffId);
    await tx
      .updateTable('staff')
      .set({ password_hash: passwordHash, password_reset_at: now, one_time_password_until: until })
      .where('staff_id', '=', staffId)
      .execute();
    await endStaffSessions(tx, staffId);
    await logStaff(tx, deps, { action: 'password-reset', staff: described(row), by: by.staffId });
  });
  return { password, expiresAt: toEdge(until) };
}
