import { sql } from 'kysely';
import { dayOf } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { recordStaffAccess } from '../staff/index.ts';
import type { RosterDeps } from './membership.ts';
import type { OrganisationRow } from './organisation.ts';

/**
 * Writes down for each of them that the organisation looked: once for each day and officer, as it looks several times a day and says the
 * same each time. When it last looked stands on the membership.
 */
export async function recordViews(
  tx: Tx,
  deps: RosterDeps,
  staff: StaffPrincipal,
  { organisation_id: organisationId }: OrganisationRow,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const now = deps.clock.now();
  const reference = `ORG-${dayOf(now)}-${organisationId.slice(-8)}`;
  const { rows } = await sql<{ person_id: string }>`
    select person_id from access_record
     where person_id = any(${[...personIds]}::uuid[]) and staff_id = ${staff.staffId} and reference = ${reference}`.execute(
    tx,
  );
  const told = new Set(rows.map((row) => row.person_id));
  for (const personId of personIds) {
    if (told.has(personId)) continue;
    await recordStaffAccess(tx, deps, { staff, personId, purpose: 'roster', seen: ['verdict'], reference });
  }
  await sql`
    update roster_member set looked_at = ${now}
     where person_id = any(${[...personIds]}::uuid[]) and organisation_id = ${organisationId} and left_at is null`.execute(
    tx,
  );
}
