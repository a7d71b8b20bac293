import type { schemas } from '@tongxing/contract';
import { divisionPrefix } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import type { ReviewRow } from './store.ts';

const shownAtOnce = 100;

/** What waits for a reviewer of the caller's division, without anything of the person; the first due first. */
export async function reviewQueue(deps: Pick<NodeContext, 'db' | 'clock'>, staff: StaffPrincipal) {
  const rows = await deps.db
    .selectFrom('review')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(staff.division)}%`)
    .where('closed_at', 'is', null)
    .orderBy('due_at')
    .limit(shownAtOnce)
    .execute();
  return { reviews: rows.map((row) => describeReview(row, deps.clock.now())) };
}

export function describeReview(row: ReviewRow, now: Date) {
  return {
    reviewId: row.review_id,
    kind: row.kind as schemas.ReviewKind,
    division: row.division,
    openedAt: toEdge(row.opened_at),
    dueAt: toEdge(row.due_at),
    overdue: row.closed_at === null && row.due_at <= now,
    escalated: row.escalated_at !== null,
    claimed: row.claimed_until !== null && row.claimed_until > now,
  };
}
