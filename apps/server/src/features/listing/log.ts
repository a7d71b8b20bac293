import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { appendEntry, pseudonymOf } from '../transparency/index.ts';
import type { StoredList } from './stored-list.ts';

/** What everybody may know of a list: ground, document number, how many, where, until when; by whom under a pseudonym. */
export async function logList(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  list: StoredList,
  what: { event: 'in-force' | 'withdrawn' | 'ended'; by: string | null; approvedBy?: string },
): Promise<void> {
  const named = (staffId: string | null) => (staffId === null ? null : pseudonymOf(deps, 'staff', staffId));
  await appendEntry(tx, deps, {
    kind: 'colour-list',
    at: toEdge(deps.clock.now()),
    event: what.event,
    list: list.list_id,
    approval: list.approval_id,
    about: list.kind,
    ground: list.ground,
    documentNumber: list.document_number,
    division: list.division,
    count: list.entries,
    endsAt: toEdge(list.ends_at),
    preview: list.preview?.hash ?? null,
    by: named(what.by),
    ...(what.approvedBy === undefined ? {} : { approvedBy: named(what.approvedBy) }),
  });
}
