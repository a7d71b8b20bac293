import { sql } from 'kysely';
import type { KeptRows } from '../retention/index.ts';

/** What it allowed may last long after the decision: the period counts from the later of the two ends. */
const over = sql<Date>`greatest(decided_at, ends_at)`;

/** Proposals that have been decided, with what they contained. That there was one, and its outcome, stays in the log. */
export const keptApprovals: KeptRows = {
  name: 'approvals',
  period: 'approvalDays',
  async oldest(read) {
    const { oldest } = await read
      .selectFrom('approval')
      .select((e) => e.fn.min<Date | null>(over).as('oldest'))
      .where('state', '<>', 'proposed')
      .executeTakeFirstOrThrow();
    return oldest;
  },
  async destroy(tx, before) {
    const { numDeletedRows } = await tx
      .deleteFrom('approval')
      .where('state', '<>', 'proposed')
      .where(over, '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
};
