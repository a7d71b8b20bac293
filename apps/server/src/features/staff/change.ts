import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { withdrawAllOf } from '../approval/index.ts';
import { endStaffSessions } from '../identity/index.ts';
import { endOf, proposeElevation, requireNow, type AccountChanged, type AccountDeps } from './account.ts';
import { actsAlone, isAdministrator, requireAnotherAdministrator } from './administrators.ts';
import { isElevation, type Post } from './elevation.ts';
import { logStaff } from './log.ts';
import { lockStaff, personnelColumns, requireFreeNumber, type StaffRow } from './store.ts';

/**
 * Gives an account another role or division, or enters the personnel number. What takes two people is only proposed, and then nothing
 * else of the request is done either.
 * @throws Refusal division-unknown, not-found, not-permitted, last-administrator, personnel-number-taken, personnel-number-fixed, approval-required and
 *   what a proposal throws
 */
export function changeStaff(
  deps: AccountDeps,
  by: StaffPrincipal,
  staffId: string,
  change: schemas.StaffChange,
): Promise<AccountChanged> {
  if (change.division !== undefined) requireNow(deps, change.division);
  return transact(deps.db, async (tx) => {
    const row = await accountOf(tx, by, staffId);
    const before: Post = { role: row.role as Post['role'], division: row.division };
    const after: Post = { role: change.role ?? before.role, division: change.division ?? before.division };
    requireDivision(by, after.division);
    // Whoever gives an end for a role that is held already asks for it to be renewed.
    const elevation = isElevation(before, after) || (change.approval !== undefined && isElevation(undefined, after));
    const alone = elevation && (await actsAlone(tx, deps, by.staffId, after.division));
    if (elevation && !alone) {
      const payload = { staffId, username: row.username, ...after };
      return { staffId, approvalId: await proposeElevation(tx, deps, by, payload, change.approval) };
    }
    if (change.personnelNumber !== undefined) await enterNumber(tx, deps, by, row, change.personnelNumber);
    const moved = after.role !== before.role || after.division !== before.division;
    if (moved || elevation)
      await move(tx, deps, by, row, after, elevation ? endOf(deps, change.approval) : null, alone);
    return { staffId, approvalId: null };
  });
}

async function move(
  tx: Tx,
  deps: AccountDeps,
  by: StaffPrincipal,
  row: StaffRow,
  after: Post,
  roleUntil: Date | null,
  alone: boolean,
): Promise<void> {
  const now = deps.clock.now();
  const leaves = isAdministrator(row, now) && !(after.role === 'admin' && coversDivision(after.division, row.division));
  if (leaves) await requireAnotherAdministrator(tx, deps, row);
  const until = after.role === 'admin' ? roleUntil : isAdministrator(row, now) ? now : row.administrator_until;
  await tx
    .updateTable('staff')
    .set({ ...after, role_until: roleUntil, administrator_until: until })
    .where('staff_id', '=', row.staff_id)
    .execute();
  // What was proposed in the old post is no longer theirs to propose.
  await withdrawAllOf(tx, deps, row.staff_id);
  const staff = { staffId: row.staff_id, ...after };
  await logStaff(tx, deps, { action: 'changed', staff, by: by.staffId, soleAdministrator: alone });
}

async function enterNumber(
  tx: Tx,
  deps: AccountDeps,
  by: StaffPrincipal,
  row: StaffRow,
  personnelNumber: string,
): Promise<void> {
  if (row.personnel_index !== null) throw new Refusal('personnel-number-fixed');
  await requireFreeNumber(tx, deps, personnelNumber);
  await tx
    .updateTable('staff')
    .set(personnelColumns(deps, personnelNumber))
    .where('staff_id', '=', row.staff_id)
    .execute();
  await logStaff(tx, deps, { action: 'personnel-number-entered', staff: described(row), by: by.staffId });
}

/**
 * Ends an account for good: its sessions end at once and its open proposals are withdrawn. Once is enough; again changes nothing.
 * @throws Refusal not-found, last-administrator
 */
export function disableStaff(deps: AccountDeps, by: StaffPrincipal, staffId: string): Promise<void> {
  return transact(deps.db, async (tx) => {
    const row = await lockStaff(tx, staffId);
    if (row === undefined) throw new Refusal('not-found');
    requireDivision(by, row.division, 'not-found');
    if (row.disabled_at !== null) return;
    const now = deps.clock.now();
    const administrator = isAdministrator(row, now);
    if (administrator) await requireAnotherAdministrator(tx, deps, row);
    await tx
      .updateTable('staff')
      .set({ disabled_at: now, ...(administrator ? { administrator_until: now } : {}) })
      .where('staff_id', '=', staffId)
      .execute();
    await endStaffSessions(tx, staffId);
    await withdrawAllOf(tx, deps, staffId);
    await logStaff(tx, deps, { action: 'disabled', staff: described(row), by: by.staffId });
  });
}

/** An account in use in the administrator's division, locked. @throws Refusal not-found */
export async function accountOf(tx: Tx, by: StaffPrincipal, staffId: string): Promise<StaffRow> {
  const row = await lockStaff(tx, staffId);
  if (row === undefined || row.disabled_at !== null) throw new Refusal('not-found');
  requireDivision(by, row.division, 'not-found');
  return row;
}

export function described(row: StaffRow): { staffId: string } & Post {
  return { staffId: row.staff_id, role: row.role as Post['role'], division: row.division };
}
