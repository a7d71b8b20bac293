import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

/**
 * Proposals that have been decided, with what they contained. That there was one, and its outcome, stays in the log. What it allowed may last long
 * after the decision: the period counts from the later of the two ends.
 */
export const keptApprovals = keptTable({
  name: 'approvals',
  period: 'approvalDays',
  table: 'approval',
  since: sql`greatest(decided_at, ends_at)`,
  over: sql`state <> 'proposed'`,
});
