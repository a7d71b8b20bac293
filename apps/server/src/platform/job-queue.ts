import { EventEmitter } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { run, type RunnerOptions, type WorkerEvents } from 'graphile-worker';
import type { Log } from './log.ts';

const againMs = 1000;
/** For what the workers of a pool did last to be written down, once they have all stopped. */
const settleMs = 2000;

/** Who is told of the pools of workers: a job that is taken bears the name of its pool. */
export interface PoolLives {
  began(workerPool: string): void;
  /** None of its workers does anything any more. */
  ended(workerPool: string): void;
}

/** A pool of workers that runs until it gives up or is stopped. */
interface RunningPool {
  stop(): void;
  /** Why it gave up, or undefined; never rejects. */
  readonly ended: Promise<unknown>;
}

/**
 * Runs the queue's workers, and again when they have given up: they do when the end of a job cannot be written down, as when the
 * database is gone. @throws Error when they cannot be started at all
 */
export async function keepQueueRunning(
  options: RunnerOptions,
  log: Log,
  lives: PoolLives,
): Promise<{ stop(): Promise<void> }> {
  let pool: RunningPool | undefined = await startPool(options, lives);
  let stopping = false;
  let wake: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, againMs);
    });
  const keep = async () => {
    for (;;) {
      const error = await pool?.ended;
      if (stopping) return;
      if (pool !== undefined) log.error('job queue ended', { error });
      pool = undefined;
      await pause();
      if (stopping) return;
      try {
        pool = await startPool(options, lives);
      } catch (error) {
        log.error('job queue does not start', { error });
      }
    }
  };
  const kept = keep();
  return {
    async stop() {
      stopping = true;
      wake();
      pool?.stop();
      await kept;
    },
  };
}

/**
 * The library's own word that a pool has ended may never come: it counts the ends it has yet to write, and after two that failed the
 * count is below zero, for which it waits for ever. The pool is over when its workers have stopped.
 */
async function startPool(options: RunnerOptions, lives: PoolLives): Promise<RunningPool> {
  const events: WorkerEvents = new EventEmitter();
  const workers: Promise<unknown>[] = [];
  const ended = new Promise<unknown>((resolve) => {
    let reason: unknown;
    events.on('pool:fatalError', ({ error }) => (reason ??= error));
    events.on('pool:create', ({ workerPool }) => lives.began(workerPool.id));
    events.on('worker:create', ({ worker }) => void workers.push(worker.promise));
    events.on('pool:gracefulShutdown', ({ workerPool }) => {
      const stopped = Promise.allSettled(workers).then(() => wait(settleMs));
      const over = Promise.race([workerPool.promise, stopped]).then(
        () => reason,
        (error: unknown) => reason ?? error,
      );
      void over.then((why) => {
        lives.ended(workerPool.id);
        resolve(why);
      });
    });
  });
  // Written in batches, an end that cannot be written down ends the pool; else it would end the process.
  const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
  const runner = await run({ ...options, events, preset });
  // One that has ended by itself says so; what it had registered is given back all the same.
  const stop = () => void runner.stop().catch(() => undefined);
  void ended.then(stop);
  return { stop, ended };
}
