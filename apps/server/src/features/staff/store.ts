import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { StaffTable } from '../../platform/database.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

export type StaffRow = StaffTable;

export interface NewAccount {
  readonly staffId: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly role: schemas.StaffRole;
  readonly division: string;
  readonly personnelNumber: string | null;
  readonly roleUntil: Date | null;
}

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

export async function findStaff(read: Read, staffId: string): Promise<StaffRow | undefined> {
  return read.selectFrom('staff').selectAll().where('staff_id', '=', staffId).executeTakeFirst();
}

export async function lockStaff(tx: Tx, staffId: string): Promise<StaffRow | undefined> {
  return tx.selectFrom('staff').selectAll().where('staff_id', '=', staffId).forUpdate().executeTakeFirst();
}

/** @throws Refusal name-taken, personnel-number-taken */
export async function insertStaff(tx: Tx, deps: Deps, account: NewAccount): Promise<void> {
  await requireFree(tx, deps, account);
  await tx
    .insertInto('staff')
    .values({
      staff_id: account.staffId,
      username: account.username,
      password_hash: account.passwordHash,
      role: account.role,
      division: account.division,
      created_at: deps.clock.now(),
      role_until: account.roleUntil,
      administrator_until: account.role === 'admin' ? account.roleUntil : null,
      ...personnelColumns(deps, account.personnelNumber),
    })
    .execute();
}

/** Is nobody of this user name, and no account in use of this personnel number? @throws Refusal name-taken, personnel-number-taken */
export async function requireFree(
  read: Read,
  deps: Pick<Deps, 'seal'>,
  account: Pick<NewAccount, 'username' | 'personnelNumber'>,
): Promise<void> {
  const sameName = await read
    .selectFrom('staff')
    .select('staff_id')
    .where('username', '=', account.username)
    .executeTakeFirst();
  if (sameName !== undefined) throw new Refusal('name-taken');
  if (account.personnelNumber !== null) await requireFreeNumber(read, deps, account.personnelNumber);
}

/** @throws Refusal personnel-number-taken */
export async function requireFreeNumber(read: Read, deps: Pick<Deps, 'seal'>, personnelNumber: string): Promise<void> {
  const samePerson = await read
    .selectFrom('staff')
    .select('staff_id')
    .where('personnel_index', '=', deps.seal.index('personnel-number', personnelNumber))
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  if (samePerson !== undefined) throw new Refusal('personnel-number-taken');
}

export function personnelColumns(deps: Pick<Deps, 'seal'>, personnelNumber: string | null) {
  if (personnelNumber === null) return { personnel_sealed: null, personnel_index: null };
  return {
    personnel_sealed: deps.seal.seal('personnel-number', personnelNumber),
    personnel_index: deps.seal.index('personnel-number', personnelNumber),
  };
}
