import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import type { StaffRow } from './store.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/**
 * Is there nobody who could be the second person for a division? Then its only administrator acts alone, and the log says so: a node
 * begins with one. Others count for a time after they have gone, so that nobody becomes the only one by disabling the rest.
 * Administrators are locked, so that two decisions of this kind follow each other.
 */
export async function actsAlone(tx: Tx, deps: Deps, staffId: string, division: string): Promise<boolean> {
  const now = deps.clock.now();
  const lately = addSeconds(now, -deps.province.staff.soleAdministratorHours * 3600);
  const others = (await lockAdministrators(tx)).filter((row) => row.staff_id !== staffId);
  return !others.some(
    (row) =>
      coversDivision(row.division, division) &&
      (isAdministrator(row, now) || (row.administrator_until !== null && row.administrator_until > lately)),
  );
}

/** Is there another administrator where this one was? @throws Refusal last-administrator */
export async function requireAnotherAdministrator(tx: Tx, deps: Deps, leaving: StaffRow): Promise<void> {
  const now = deps.clock.now();
  const others = (await lockAdministrators(tx)).filter((row) => row.staff_id !== leaving.staff_id);
  const stays = others.some((row) => isAdministrator(row, now) && coversDivision(row.division, leaving.division));
  if (!stays) throw new Refusal('last-administrator');
}

export function isAdministrator(row: StaffRow, now: Date): boolean {
  return row.role === 'admin' && row.disabled_at === null && (row.role_until === null || row.role_until > now);
}

/** Administrators, and who has been one. */
async function lockAdministrators(tx: Tx): Promise<StaffRow[]> {
  return tx
    .selectFrom('staff')
    .selectAll()
    .where((e) => e.or([e('role', '=', 'admin'), e('administrator_until', 'is not', null)]))
    .orderBy('staff_id')
    .forUpdate()
    .execute();
}
