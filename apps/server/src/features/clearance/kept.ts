import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/** Clearances that no longer hold and have been reviewed. The review may come after the end: the later of the two counts. */
export const keptClearances = keptTable({
  name: 'clearances',
  period: 'approvalDays',
  table: 'clearance',
  since: sql`greatest(until, reviewed_at)`,
  over: sql`state <> 'to-review'`,
  parts: { key: 'clearance_id', tables: ['clearance_person'] },
});
