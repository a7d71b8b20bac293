import { run, type Runner, type RunnerOptions } from 'graphile-worker';
import type { Log } from './log.ts';

const againMs = 1000;

/**
 * Runs the queue's workers, and again when they have given up: they do when the database is gone for longer than they are willing
 * to wait. @throws Error when they cannot be started at all
 */
export async function keepQueueRunning(options: RunnerOptions, log: Log): Promise<{ stop(): Promise<void> }> {
  // Written in batches, an end that cannot be written down now is written later; else it would end the process.
  const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
  const start = () => run({ ...options, preset });
  let runner: Runner | undefined = await start();
  let stopping = false;
  let wake: () => void = () => undefined;
  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      setTimeout(resolve, againMs);
    });
  const keep = async () => {
    for (;;) {
      try {
        await runner?.promise;
      } catch (error) {
        log.error('job queue ended', { error });
      }
      if (stopping) return;
      runner = undefined;
      await pause();
      if (stopping) return;
      try {
        runner = await start();
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
      // One that has ended by itself is stopped already.
      await runner?.stop().catch(() => undefined);
      await kept;
    },
  };
}
