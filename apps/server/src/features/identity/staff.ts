import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { LimitDeps } from '../../platform/limits/index.ts';
import { tryStaffSignIn } from './limits.ts';
import { openSession } from './session.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>;

// Checked when the user name is unknown, so that the answer takes as long as for a known one.
const nobody = `${'A'.repeat(22)}.${'A'.repeat(43)}`;

/** @param source where the call comes from @throws Refusal login-wrong, login-too-soon */
export async function staffSignIn(deps: LimitDeps, username: string, password: string, source: string) {
  const succeeded = await tryStaffSignIn(deps, username, source);
  const row = await deps.db
    .selectFrom('staff')
    .select(['staff_id', 'password_hash'])
    .where('username', '=', username)
    .executeTakeFirst();
  const right = await checkPassword(password, row?.password_hash ?? nobody);
  if (row === undefined || !right) throw new Refusal('login-wrong');
  await succeeded();
  return transact(deps.db, (tx) => openSession(tx, deps.clock.now(), 'staff', row.staff_id));
}

/** @throws Refusal name-taken */
export async function createStaff(deps: Deps, account: schemas.StaffAccount): Promise<string> {
  const staffId = newId(deps.clock.now());
  const { numInsertedOrUpdatedRows } = await deps.db
    .insertInto('staff')
    .values({
      staff_id: staffId,
      username: account.username,
      password_hash: await hashPassword(account.password),
      role: account.role,
      division: account.division,
      created_at: deps.clock.now(),
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw new Refusal('name-taken');
  return staffId;
}

/** The first administrator, made when the node is set up; a later start leaves the account as it is. */
export async function ensureAdmin(deps: Deps, account: { username: string; password: string; division: string }) {
  const present = await deps.db
    .selectFrom('staff')
    .select('staff_id')
    .where('username', '=', account.username)
    .executeTakeFirst();
  if (present === undefined) await createStaff(deps, { ...account, role: 'admin' });
}

async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await derive(password, salt, 32)).toString('base64url')}`;
}

async function checkPassword(password: string, stored: string): Promise<boolean> {
  const [salt = '', hash = ''] = stored.split('.');
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), 32), Buffer.from(hash, 'base64url'));
}
