import { sql } from 'kysely';
import { keptTable, type KeptRows } from '../retention/index.ts';

/** Who looked at whom. The person reads it for as long as it is kept; the log keeps the commitment to it for good. */
const accessRecords = keptTable({
  name: 'access-records',
  period: 'accessRecordDays',
  table: 'access_record',
  since: sql`accessed_at`,
});

/** Who looked for whom, found or not: what an auditor goes through, and what the limit of an hour is counted by. */
const lookups = keptTable({
  name: 'lookups',
  period: 'lookupDays',
  table: 'person_lookup',
  since: sql`looked_up_at`,
});

export const keptOfStaff: readonly KeptRows[] = [accessRecords, lookups];
