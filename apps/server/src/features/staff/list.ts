import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { pseudonymOf } from '../transparency/index.ts';
import { findStaff, type StaffRow } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'seal'>;

const atOnce = 200;

/** The accounts of a division and below, oldest first, those that were disabled as well. @param after the last id of the page before */
export async function listStaff(deps: Deps, by: StaffPrincipal, after?: string): Promise<schemas.StaffMember[]> {
  let rows = deps.db
    .selectFrom('staff')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(by.division)}%`)
    .orderBy('staff_id')
    .limit(atOnce);
  if (after !== undefined) rows = rows.where('staff_id', '>', after);
  return (await rows.execute()).map((row) => describe(deps, row));
}

export async function ownAccount(deps: Deps, staff: StaffPrincipal): Promise<schemas.StaffMember> {
  const row = await findStaff(deps.db, staff.staffId);
  if (row === undefined) throw new Refusal('not-found');
  return describe(deps, row);
}

function describe(deps: Deps, row: StaffRow): schemas.StaffMember {
  return {
    staffId: row.staff_id,
    username: row.username,
    role: row.role as schemas.StaffRole,
    division: row.division,
    roleUntil: toEdgeOrNull(row.role_until),
    hasPersonnelNumber: row.personnel_index !== null,
    pseudonym: pseudonymOf(deps, 'staff', row.staff_id),
    createdAt: toEdge(row.created_at),
    lastSignInAt: toEdgeOrNull(row.last_sign_in_at),
    disabledAt: toEdgeOrNull(row.disabled_at),
  };
}
