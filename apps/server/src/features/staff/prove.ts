import { transact, type Tx } from '../../platform/db.ts';
import type { LimitDeps } from '../../platform/limits/index.ts';
import { Refusal } from '../../platform/refusal.ts';
import { tryStaffSignIn } from './limits.ts';
import { checkPassword, nobodysPassword } from './password.ts';
import type { StaffRow } from './store.ts';

/**
 * Does something for the owner of an account who has typed her user name and password, in the transaction in which both still fit.
 * @param source where the call comes from: guesses are counted by it
 * @throws Refusal login-wrong, login-too-soon, one-time-password-expired, and what `work` refuses
 */
export async function asProven<T>(
  deps: LimitDeps,
  { username, password }: { readonly username: string; readonly password: string },
  source: string,
  work: (tx: Tx, account: StaffRow) => Promise<T>,
): Promise<T> {
  const succeeded = await tryStaffSignIn(deps, username, source);
  const row = await deps.db.selectFrom('staff').selectAll().where('username', '=', username).executeTakeFirst();
  const right = await checkPassword(password, row?.password_hash ?? nobodysPassword);
  if (row === undefined || !right) throw new Refusal('login-wrong');
  const now = deps.clock.now();
  const until = row.one_time_password_until;
  if (row.disabled_at === null && until !== null && until <= now) throw new Refusal('one-time-password-expired');
  const done = await transact(deps.db, async (tx) => {
    // The account may have been disabled, or its password changed, while the password was being checked.
    const { numUpdatedRows } = await tx
      .updateTable('staff')
      .set({ last_sign_in_at: now })
      .where('staff_id', '=', row.staff_id)
      .where('disabled_at', 'is', null)
      .where('password_hash', '=', row.password_hash)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('login-wrong');
    return work(tx, row);
  });
  await succeeded();
  return done;
}
