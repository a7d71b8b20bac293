import { sql } from 'kysely';
import type pg from 'pg';
import type { Clock } from './clock.ts';
import type { Tx } from './db.ts';
import { betweenMoments, type FaultPoints } from './fault-points.ts';
import { keepQueueRunning } from './job-queue.ts';
import type { Log } from './log.ts';
import { watchWorkers } from './lost-jobs.ts';

/** Work that another process does as soon as the transaction that asked for it has committed. Payloads carry ids only. */
export interface Job {
  readonly name: string;
  run(payload: Readonly<Record<string, string>>): Promise<void>;
}

/** Work that is looked for once a second: what is due by the node's clock. */
export interface Tick {
  readonly name: string;
  readonly everySeconds: number;
  run(now: Date): Promise<void>;
}

/**
 * Asks for a job inside the caller's transaction: it runs if and only if that transaction commits.
 * Requests with the same `key` that have not started yet are merged into one.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: Readonly<Record<string, string>>,
  key?: string,
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json, job_key => ${key ?? null})`.execute(
    tx,
  );
}

export interface JobRunner {
  stop(): Promise<void>;
}

interface Deps {
  readonly clock: Clock;
  readonly log: Log;
  readonly faults?: FaultPoints | undefined;
}

export async function runJobs(
  pool: pg.Pool,
  deps: Deps,
  jobs: readonly Job[],
  ticks: readonly Tick[],
): Promise<JobRunner> {
  const workers = watchWorkers(pool);
  const tasks = jobs.map(({ name, run }) => {
    const task = (payload: unknown) =>
      betweenMoments(deps.faults, `job:${name}`, () => run(payload as Record<string, string>));
    return [name, task] as const;
  });
  const queue = await keepQueueRunning(
    {
      pgPool: pool,
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1000,
      events: workers.events,
      taskList: Object.fromEntries(tasks),
      logger: deps.log.forLibrary('jobs'),
    },
    deps.log,
  );
  const ticking = startTicks(pool, deps, [workers.tick, ...ticks]);
  return {
    async stop() {
      await ticking.stop();
      await queue.stop();
      await workers.stop();
    },
  };
}

/** Runs each tick when it is due; a lock in the database leaves it to one process at a time. */
function startTicks(pool: pg.Pool, { clock, log, faults }: Deps, ticks: readonly Tick[]): JobRunner {
  const running = new Map<string, Promise<void>>();
  const lastRun = new Map<string, number>();
  const timer = setInterval(() => {
    for (const tick of ticks) {
      const now = clock.now();
      const last = lastRun.get(tick.name);
      // A clock that was set back must not silence a tick until it has caught up.
      const waited = last === undefined ? Infinity : Math.abs(now.getTime() - last);
      if (running.has(tick.name) || waited < tick.everySeconds * 1000) continue;
      lastRun.set(tick.name, now.getTime());
      const work = withLock(pool, tick.name, () => betweenMoments(faults, `tick:${tick.name}`, () => tick.run(now)))
        .catch((error: unknown) => log.error('tick failed', { tick: tick.name, error }))
        .finally(() => running.delete(tick.name));
      running.set(tick.name, work);
    }
  }, 250);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}

async function withLock(pool: pg.Pool, name: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  let got = false;
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtext($1)) as got', [name]);
    got = rows[0]?.got === true;
    if (got) await work();
  } finally {
    // A connection on which the lock cannot be given back must end, and the lock with it: in the pool it would silence the tick.
    const freed = got
      ? await client.query('select pg_advisory_unlock(hashtext($1))', [name]).then(
          () => true,
          () => false,
        )
      : true;
    client.release(!freed);
  }
}
