import { EventEmitter } from 'node:events';
import type { WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Tick } from './jobs.ts';

// Any number shared by all nodes: the space of locks in which a worker's name stands for its life.
const lifeLock = 7_410_002;
/** A process that has just started looks at once and again: whoever is started again finds what it left behind. */
const looksAtStart = 3;
const lookAgainMs = 30_000;

/**
 * Jobs of processes that were killed. The queue gives a job back that its worker has failed, but one whose worker is gone stays
 * taken for hours. Here every worker holds a lock for as long as its process is connected: a job taken by a worker whose lock is
 * free has lost its worker and is given back. Running a job twice does no harm, so that being wrong about it does none either.
 */
export function watchWorkers(pool: pg.Pool): { events: WorkerEvents; tick: Tick; stop(): Promise<void> } {
  const events: WorkerEvents = new EventEmitter();
  const lives = holdLives(pool);
  events.on('worker:create', ({ worker }) => lives.add(worker.workerId));
  events.on('worker:stop', ({ worker, error }) => {
    lives.remove(worker.workerId);
    // One that gave up may have left a job behind.
    if (error !== undefined) looks = 0;
  });
  // Only a worker found without a lock twice in a row: one that was made a moment ago may not hold its lock yet.
  let suspects = new Set<string>();
  let looks = 0;
  let lastLook = 0;
  return {
    events,
    tick: {
      name: 'jobs.lost',
      everySeconds: 1,
      async run(now) {
        await lives.renew();
        looks += 1;
        if (looks > looksAtStart && suspects.size === 0 && Math.abs(now.getTime() - lastLook) < lookAgainMs) return;
        lastLook = now.getTime();
        const gone = await workersGone(pool);
        const certain = gone.filter((worker) => suspects.has(worker));
        suspects = new Set(gone);
        if (certain.length > 0) await giveBack(pool, certain);
      },
    },
    stop: () => lives.end(),
  };
}

/**
 * A job that was asked for anew while it ran counts as having no tries left, since the new one does its work: with its worker gone it
 * is done.
 */
async function giveBack(pool: pg.Pool, workers: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from graphile_worker._private_jobs
      where locked_by = any($1) and attempts >= max_attempts and last_error is null`,
    [workers],
  );
  await pool.query('select graphile_worker.force_unlock_workers($1)', [workers]);
  await pool.query('select graphile_worker.complete_jobs($1)', [rows.map(({ id }) => id)]);
}

/** Workers that have taken a job and whose lock nobody holds. */
async function workersGone(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>(
    `select distinct locked_by as worker from graphile_worker._private_jobs jobs
      where locked_by is not null
        and not exists (select from pg_locks
                         where locktype = 'advisory' and classid = $1 and granted
                           and database = (select oid from pg_database where datname = current_database())
                           and objid = (hashtext(jobs.locked_by)::bigint & 4294967295)::oid)`,
    [lifeLock],
  );
  return rows.map(({ worker }) => worker);
}

/** Holds the locks on a connection of its own, and again on a new one when that is lost. */
function holdLives(pool: pg.Pool) {
  const names = new Set<string>();
  let held: { client: pg.PoolClient; names: Set<string> } | undefined;
  let renewing: Promise<void> = Promise.resolve();
  const hold = async () => {
    if (held === undefined) {
      const fresh = { client: await pool.connect(), names: new Set<string>() };
      fresh.client.once('end', () => {
        if (held !== fresh) return;
        held = undefined;
        fresh.client.release(true);
      });
      held = fresh;
    }
    for (const name of [...names].filter((each) => held?.names.has(each) === false)) {
      await held.client.query('select pg_advisory_lock_shared($1, hashtext($2))', [lifeLock, name]);
      held.names.add(name);
    }
  };
  const renew = () => (renewing = renewing.catch(() => undefined).then(hold));
  return {
    renew,
    add(name: string) {
      names.add(name);
      // Without a database now, the next tick holds it.
      renew().catch(() => undefined);
    },
    remove(name: string) {
      names.delete(name);
      // Where the connection is gone, the lock is gone with it.
      renewing = renewing
        .then(async () => {
          if (held?.names.delete(name) !== true) return;
          await held.client.query('select pg_advisory_unlock_shared($1, hashtext($2))', [lifeLock, name]);
        })
        .catch(() => undefined);
    },
    async end() {
      await renewing.catch(() => undefined);
      const last = held;
      held = undefined;
      last?.client.release(true);
    },
  };
}
