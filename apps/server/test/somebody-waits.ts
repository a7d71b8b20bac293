import type { TestNode } from './node.ts';

/** Comes back when a transaction of the node waits for the lock of another, or when `settled` says that there is nothing to wait for. */
export async function untilSomebodyWaits(node: TestNode, settled: () => boolean = () => false): Promise<void> {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  while (!settled() && (await node.handle.pool.query(waiting)).rows.length === 0) {
    await new Promise((next) => void setImmediate(next));
  }
}
