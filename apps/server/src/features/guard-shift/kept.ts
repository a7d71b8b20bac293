import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Who was on duty where is kept as long as what she looked up. */
export const keptShifts = keptTable({
  name: 'guard-shifts',
  period: 'lookupDays',
  table: 'guard_shift',
  since: sql`opened_at`,
});
