import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '../../province.ts';
import type { AppealDeps } from './deps.ts';
import { isOverdue } from './describe.ts';

const shownAtOnce = 100;

/**
 * What waits for a reviewer of the caller's division, without anything of the person: the urgent ones first, then what is overdue or due
 * first; behind them what one officer cleared and another is to look at.
 */
export async function appealQueue(deps: Pick<AppealDeps, 'db' | 'clock'>, staff: StaffPrincipal) {
  const inside = `${divisionPrefix(staff.division)}%`;
  const query = deps.db
    .selectFrom('appeal')
    .leftJoin('appeal_source as source', (join) =>
      join.onRef('source.person_id', '=', 'appeal.person_id').onRef('source.appeal_id', '=', 'appeal.appeal_id'),
    )
    .selectAll('appeal')
    .select('source.state as source_state')
    .where('appeal.division', 'like', inside)
    .limit(shownAtOnce);
  const open = await query.where('appeal.state', '=', 'open').orderBy('lane').orderBy('appeal.due_at').execute();
  const cleared = await query
    .where('review_due_at', 'is not', null)
    .where('reviewed_at', 'is', null)
    .orderBy('review_due_at')
    .execute();
  return [...open, ...cleared].map((row) => ({
    appealId: row.appeal_id,
    number: row.number,
    kind: row.kind,
    lane: row.lane,
    division: row.division,
    filedAt: toEdge(row.filed_at),
    dueAt: toEdge(row.state === 'open' ? row.due_at : row.review_due_at!),
    overdue: isOverdue(deps, row),
    departsAt: toEdgeOrNull(row.departs_at),
    sourceAnswered: row.source_state === 'answered',
    secondLook: row.second_look_at !== null,
    forReview: row.state !== 'open',
  }));
}
