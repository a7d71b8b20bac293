import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Memberships that were left or have run out. */
export const keptRosters = keptTable({
  name: 'rosters',
  period: 'rosterDays',
  table: 'roster_member',
  since: sql`least(left_at, until_at)`,
  parts: { key: 'membership_id', tables: ['organisation_member'] },
});

/** Who was let back to work or to school, by whom. */
export const keptReturns = keptTable({
  name: 'returns',
  period: 'approvalDays',
  table: 'roster_return',
  since: sql`approved_at`,
});
