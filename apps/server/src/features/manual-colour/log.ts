import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';
import type { ManualColourRow } from './stored.ts';

/** What everybody may know of a colour set by hand: everything but whose it is. The approval of the same id commits to that. */
export async function logManualColour(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  row: ManualColourRow,
  what: { event: 'set' | 'lifted' | 'ended'; by: string | null; approvedBy?: string },
): Promise<void> {
  const named = (staffId: string | null) => (staffId === null ? null : pseudonymOf(deps, 'staff', staffId));
  await appendEntry(tx, deps, {
    kind: 'manual-colour',
    at: toEdge(deps.clock.now()),
    event: what.event,
    approval: row.approval_id,
    colour: row.colour,
    ground: row.ground,
    documentNumber: row.document_number,
    division: row.division,
    office: row.office,
    endsAt: toEdge(row.ends_at),
    by: named(what.by),
    ...(what.approvedBy === undefined ? {} : { approvedBy: named(what.approvedBy) }),
  });
}
