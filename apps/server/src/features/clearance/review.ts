import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { ClearanceTable } from '../../platform/database.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { requireAnother, requireParty } from '../approval/index.ts';
import { redecide } from '../decision/index.ts';
import { recordStatements } from '../facts/index.ts';
import { placeOf } from './clear.ts';
import { logClearance } from './log.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/**
 * Another person upholds a clearance or ends it. Ended, the fact counts again from now on, and the person is decided anew. A clearance
 * that nobody has reviewed in time stands until its end, and is counted as overdue in public.
 * @throws Refusal not-found, list-closed, approval-same-person, personnel-number-missing, approval-too-early
 */
export function reviewClearance(
  deps: Deps,
  staff: StaffPrincipal,
  clearanceId: string,
  decision: 'uphold' | 'end',
): Promise<{ clearanceId: string; state: schemas.ClearanceState }> {
  return transact(deps.db, async (tx) => {
    const row = await lockClearance(tx, clearanceId);
    if (row === undefined) throw new Refusal('not-found');
    requireDivision(staff, row.division, 'not-found');
    const made = { proposed_by: row.cleared_by, proposed_by_person: row.cleared_by_person };
    requireAnother(made, staff, requireParty(deps, staff));
    if (row.state !== 'to-review') throw new Refusal('list-closed');
    const now = deps.clock.now();
    const state = decision === 'uphold' ? 'upheld' : 'ended';
    await tx
      .updateTable('clearance')
      .set({ state, reviewed_by: staff.staffId, reviewed_at: now })
      .where('person_id', '=', row.person_id)
      .where('clearance_id', '=', clearanceId)
      .execute();
    await logClearance(tx, deps, row, state, staff.staffId);
    if (state === 'ended') {
      await recordStatements(tx, [{ ...placeOf(row.person_id, clearanceId), receivedAt: now, fact: null }]);
      await redecide(tx, [row.person_id]);
    }
    return { clearanceId, state };
  });
}

async function lockClearance(tx: Tx, clearanceId: string): Promise<ClearanceTable | undefined> {
  const found = await tx
    .selectFrom('clearance_person')
    .select('person_id')
    .where('clearance_id', '=', clearanceId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  return tx
    .selectFrom('clearance')
    .selectAll()
    .where('person_id', '=', found.person_id)
    .where('clearance_id', '=', clearanceId)
    .forUpdate()
    .executeTakeFirst();
}

/** Clearances of a division and below, 200 at most: what waits for a review comes first, the most urgent before the others. */
export async function listClearances(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { division, staffId }: StaffPrincipal,
  state: schemas.ClearanceState | undefined,
): Promise<schemas.Clearance[]> {
  let query = db
    .selectFrom('clearance')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(division)}%`)
    .orderBy((e) => e.case().when('state', '=', 'to-review').then(0).else(1).end())
    .orderBy('review_by')
    .limit(200);
  if (state !== undefined) query = query.where('state', '=', state);
  const now = clock.now();
  return (await query.execute()).map((row) => ({
    clearanceId: row.clearance_id,
    division: row.division,
    source: row.source,
    kind: row.fact_kind,
    ground: row.ground as schemas.Clearance['ground'],
    orderNumber: row.order_number,
    clearedAt: toEdge(row.cleared_at),
    until: toEdge(row.until),
    reviewBy: toEdge(row.review_by),
    overdue: row.state === 'to-review' && row.review_by <= now,
    state: row.state as schemas.ClearanceState,
    mine: row.cleared_by === staffId,
  }));
}
