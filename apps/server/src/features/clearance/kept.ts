import { sql } from 'kysely';
import type { KeptRows } from '../retention/index.ts';

/** A clearance that was ended early holds nothing any more, but its review may come after its end: the later of the two counts. */
const over = sql<Date>`greatest(until, reviewed_at)`;

/** Clearances that no longer hold and have been reviewed. */
export const keptClearances: KeptRows = {
  name: 'clearances',
  period: 'approvalDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('clearance')
      .select((e) => e.fn.min<Date | null>(over).as('oldest'))
      .where('state', '<>', 'to-review')
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const old = tx
      .selectFrom('clearance')
      .select('clearance_id')
      .where('state', '<>', 'to-review')
      .where(over, '<', before);
    await tx.deleteFrom('clearance_person').where('clearance_id', 'in', old).execute();
    const { numDeletedRows } = await tx
      .deleteFrom('clearance')
      .where('state', '<>', 'to-review')
      .where(over, '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
