import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Moments common to everything a node does: before a transaction commits, after it has committed, after the answer has left; for a
 * job or a tick, before it starts and after it has ended but is not yet marked done; for the signer, before its answer leaves.
 */
export type Moment = 'before-job' | 'before-commit' | 'after-commit' | 'before-answer' | 'after-answer' | 'after-job';

/** Told of every moment as `<operation>/<moment>`, say `declareHealth/after-commit` or `job:decision.refresh/before-job`. */
export interface FaultPoints {
  reach(point: string): void | Promise<void>;
}

const operations = new AsyncLocalStorage<string>();

/** Whatever `work` does, also later and also in the database, is done for this operation. */
export function during<T>(operation: string, work: () => T): T {
  return operations.run(operation, work);
}

/** A moment of the operation that is going on; none is reported outside an operation. */
export async function reach(faults: FaultPoints, moment: Moment): Promise<void> {
  const operation = operations.getStore();
  if (operation !== undefined) await faults.reach(`${operation}/${moment}`);
}

/** Runs a job or a tick between its two moments. */
export function betweenMoments(
  faults: FaultPoints | undefined,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  if (faults === undefined) return work();
  return during(name, async () => {
    await reach(faults, 'before-job');
    await work();
    await reach(faults, 'after-job');
  });
}
