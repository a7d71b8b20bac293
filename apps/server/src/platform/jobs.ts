import { sql } from 'kysely';
import type pg from 'pg';
import type { Clock } from './clock.ts';
import type { Read, Tx } from './db.ts';
import { betweenMoments, type FaultPoints } from './fault-points.ts';
import { keepQueueRunning } from './job-queue.ts';
import type { Log } from './log.ts';
import { watchPools } from './lost-jobs.ts';
import { ageOf, type Measure } from './measure.ts';
import type { Telemetry } from './telemetry.ts';

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

/** Whether a job that was asked for under a key has yet to run, or to end. */
export async function isAwaited(read: Read, key: string): Promise<boolean> {
  const { rows } = await sql<{ awaited: boolean }>`
    select exists(select from graphile_worker.jobs where key = ${key} and attempts < max_attempts) as awaited`.execute(
    read,
  );
  return rows[0]?.awaited === true;
}

export interface JobRunner {
  stop(): Promise<void>;
}

export interface JobsOptions {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly faults?: FaultPoints | undefined;
  readonly jobs: readonly Job[];
  readonly ticks: readonly Tick[];
}

export async function runJobs(options: JobsOptions): Promise<JobRunner> {
  const { pool, log, telemetry, faults, jobs, ticks } = options;
  const pools = watchPools(pool);
  const tasks = jobs.map(({ name, run }) => {
    const task = (payload: unknown) =>
      telemetry.timed('job', name, () =>
        betweenMoments(faults, `job:${name}`, () => run(payload as Record<string, string>)),
      );
    return [name, task] as const;
  });
  const queue = await keepQueueRunning(
    {
      pgPool: pool,
      concurrency: 4,
      noHandleSignals: true,
      pollInterval: 1000,
      taskList: Object.fromEntries(tasks),
      logger: log.forLibrary('jobs'),
    },
    log,
    pools.lives,
  );
  const ticking = startTicks({ ...options, ticks: [pools.tick, ...ticks] });
  return {
    async stop() {
      await ticking.stop();
      await queue.stop();
      await pools.stop();
    },
  };
}

/**
 * Ticks at the same time. Each holds a connection for its lock while it works with another: were all of them to begin at once, as after
 * a pause or a jump of the clock, the locks could take every connection and none be left to work with.
 */
const mostAtOnce = 4;
const connectionsForOne = 4;

/** Runs each tick when it is due, the latest first; a lock in the database leaves it to one process at a time. */
function startTicks({ pool, clock, log, telemetry, faults, ticks }: JobsOptions): JobRunner {
  const atOnce = Math.max(1, Math.min(mostAtOnce, Math.floor((pool.options.max ?? 10) / connectionsForOne)));
  const running = new Map<string, Promise<void>>();
  const lastRun = new Map<string, number>();
  let stopped = false;

  function lateness({ name, everySeconds }: Tick, now: Date): number {
    const last = lastRun.get(name);
    // A clock that was set back must not silence a tick until it has caught up.
    return last === undefined ? Infinity : Math.abs(now.getTime() - last) - everySeconds * 1000;
  }

  function start(tick: Tick, now: Date): void {
    lastRun.set(tick.name, now.getTime());
    const timed = () =>
      telemetry.timed('tick', tick.name, () => betweenMoments(faults, `tick:${tick.name}`, () => tick.run(now)));
    const work = withLock(pool, tick.name, timed)
      .catch((error: unknown) => log.outside('tick failed', { tick: tick.name, error }))
      .finally(() => {
        running.delete(tick.name);
        look();
      });
    running.set(tick.name, work);
  }

  function look(): void {
    const now = clock.now();
    const due = ticks.filter((tick) => !running.has(tick.name) && lateness(tick, now) >= 0);
    due.sort((a, b) => (lateness(b, now) > lateness(a, now) ? 1 : -1));
    for (const tick of due) {
      if (stopped || running.size >= atOnce) return;
      start(tick, now);
    }
  }

  const timer = setInterval(look, 250);
  return {
    async stop() {
      stopped = true;
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

/** How much the queue holds, and for how long it has waited. */
export function jobMeasures(pool: pg.Pool): Measure[] {
  const read = async () => {
    const { rows } = await pool.query<{ waiting: string; since: Date | null }>(
      `select count(*) as waiting, min(run_at) filter (where run_at <= current_timestamp) as since
         from graphile_worker.jobs where locked_at is null and attempts < max_attempts`,
    );
    return rows[0] ?? { waiting: '0', since: null };
  };
  return [
    { name: 'tongxing.jobs.waiting', read: async () => [{ value: Number((await read()).waiting) }] },
    {
      name: 'tongxing.jobs.oldest',
      async read() {
        // The queue runs by the database's clock, so its age is told by the machine's.
        const { since } = await read();
        return since === null ? [{ value: 0 }] : ageOf(since, new Date());
      },
    },
  ];
}
