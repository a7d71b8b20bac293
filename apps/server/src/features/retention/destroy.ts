import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { Tick } from '../../platform/jobs.ts';
import { appendEntry } from '../transparency/index.ts';
import type { KeptRows } from './kept-rows.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

const day = 86_400;

/** @param kept everything of the node that has a period in the profile */
export function retentionTicks(deps: Deps, kept: readonly KeptRows[]): Tick[] {
  const run = async (now: Date) => {
    for (const rows of kept) await destroyOld(deps, rows, now);
  };
  return [{ name: 'retention.destroy', everySeconds: day, run }];
}

/**
 * Destroys what has been kept for its period. What has piled up, as after an upgrade or with a shorter period, goes a day at a time, so
 * that no transaction has much more to do than another; stopped half-way, the next run goes on.
 */
async function destroyOld(deps: Deps, rows: KeptRows, now: Date): Promise<void> {
  const end = addSeconds(now, -deps.province.retention[rows.period] * day);
  for (let oldest = await rows.oldest(deps.db); oldest !== null && oldest < end; oldest = await rows.oldest(deps.db)) {
    const dayLater = addSeconds(oldest, day);
    await destroyBefore(deps, rows, dayLater < end ? dayLater : end);
  }
}

/** The log says, in the same transaction, that so many were destroyed: that something is missing is then no sign of tampering. */
function destroyBefore(deps: Deps, rows: KeptRows, before: Date): Promise<void> {
  return transact(deps.db, async (tx) => {
    const count = await rows.destroy(tx, before);
    await noteDestruction(tx, deps, { data: rows.name, before, rows: count });
  });
}

/** Says in the log that so many rows from before an instant were destroyed. */
export function noteDestruction(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { data, before, rows }: { readonly data: string; readonly before: Date; readonly rows: number },
): Promise<void> {
  const at = toEdge(deps.clock.now());
  return appendEntry(tx, deps, { kind: 'destruction', at, data, before: toEdge(before), rows });
}
