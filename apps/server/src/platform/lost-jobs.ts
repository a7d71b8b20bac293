import type pg from 'pg';
import type { PoolLives } from './job-queue.ts';
import type { Tick } from './jobs.ts';

// Any number shared by all nodes: the space of locks in which the name of a pool of workers stands for its life.
const lifeLock = 7_410_002;
/** A process that has just started looks at once and again: whoever is started again finds what it left behind. */
const looksAtStart = 3;
const lookAgainMs = 30_000;

/**
 * Jobs of processes that were killed. The queue gives a job back that its worker has failed, but one whose worker is gone stays
 * taken for hours, by the pool that the worker was of. Here every pool holds a lock for as long as its process is connected: a job
 * taken by a pool whose lock is free has lost its worker and is given back. Running a job twice does no harm, so that being wrong
 * about it does none either.
 */
export function watchPools(pool: pg.Pool): { lives: PoolLives; tick: Tick; stop(): Promise<void> } {
  const held = holdLives(pool);
  const lives: PoolLives = {
    began: held.add,
    ended(workerPool) {
      held.remove(workerPool);
      // One that gave up may have left jobs behind.
      looks = 0;
    },
  };
  // Only a pool found without a lock twice in a row: one that was made a moment ago may not hold its lock yet.
  let suspects = new Set<string>();
  let looks = 0;
  let lastLook = 0;
  return {
    lives,
    tick: {
      name: 'jobs.lost',
      everySeconds: 1,
      async run(now) {
        await held.renew();
        looks += 1;
        if (looks > looksAtStart && suspects.size === 0 && Math.abs(now.getTime() - lastLook) < lookAgainMs) return;
        lastLook = now.getTime();
        const gone = await poolsGone(pool);
        const certain = gone.filter((workerPool) => suspects.has(workerPool));
        suspects = new Set(gone);
        if (certain.length > 0) await giveBack(pool, certain);
      },
    },
    stop: () => held.end(),
  };
}

/**
 * A job that was asked for anew while it ran counts as having no tries left, since the new one does its work: with its worker gone it
 * is done.
 */
async function giveBack(pool: pg.Pool, workerPools: readonly string[]): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from graphile_worker._private_jobs
      where locked_by = any($1) and attempts >= max_attempts and last_error is null`,
    [workerPools],
  );
  await pool.query('select graphile_worker.force_unlock_workers($1)', [workerPools]);
  await pool.query('select graphile_worker.complete_jobs($1)', [rows.map(({ id }) => id)]);
}

/** Pools that have taken a job and whose lock nobody holds. */
async function poolsGone(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ workerPool: string }>(
    `select distinct locked_by as "workerPool" from graphile_worker._private_jobs jobs
      where locked_by is not null
        and not exists (select from pg_locks
                         where locktype = 'advisory' and classid = $1 and granted
                           and database = (select oid from pg_database where datname = current_database())
                           and objid = (hashtext(jobs.locked_by)::bigint & 4294967295)::oid)`,
    [lifeLock],
  );
  return rows.map(({ workerPool }) => workerPool);
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
