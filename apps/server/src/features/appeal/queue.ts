import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';
import type { AppealDeps } from './deps.ts';
import { isOverdue } from './describe.ts';

const shownAtOnce = 100;

/**
 * What waits for a reviewer of the caller's division, without anything of the person: the urgent ones first, then what is overdue or due
 * first.
 */
export async function appealQueue(deps: Pick<AppealDeps, 'db' | 'clock'>, staff: StaffPrincipal) {
  const inside = `${divisionPrefix(staff.division)}%`;
  const rows = await deps.db
    .selectFrom('appeal')
    .leftJoin('appeal_source as source', (join) =>
      join.onRef('source.person_id', '=', 'appeal.person_id').onRef('source.appeal_id', '=', 'appeal.appeal_id'),
    )
    .selectAll('appeal')
    .select('source.state as source_state')
    .where('appeal.division', 'like', inside)
    .where('appeal.state', '=', 'open')
    .orderBy('lane')
    .orderBy('appeal.due_at')
    .limit(shownAtOnce)
    .execute();
  return rows.map((row) => ({
    appealId: row.appeal_id,
    number: row.number,
    kind: row.kind,
    lane: row.lane,
    division: row.division,
    filedAt: toEdge(row.filed_at),
    dueAt: toEdge(row.due_at),
    overdue: isOverdue(deps, row),
    departsAt: toEdgeOrNull(row.departs_at),
    sourceAnswered: row.source_state === 'answered',
    secondLook: row.second_look_at !== null,
  }));
}
