import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { ClearanceTable } from '../../platform/database.ts';
import type { Tx } from '../../platform/db.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';

/** What everybody may know of a clearance: everything but whose fact does not count. */
export async function logClearance(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  row: ClearanceTable,
  event: 'made' | 'upheld' | 'ended',
  by: string,
): Promise<void> {
  await appendEntry(tx, deps, {
    kind: 'clearance',
    at: toEdge(deps.clock.now()),
    event,
    clearance: row.clearance_id,
    source: row.source,
    about: row.fact_kind,
    ground: row.ground,
    documentNumber: row.order_number,
    division: row.division,
    endsAt: toEdge(row.until),
    by: pseudonymOf(deps, 'staff', by),
  });
}
