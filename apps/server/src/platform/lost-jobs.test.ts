import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { transact, type DbHandle } from './db.ts';
import { enqueue } from './jobs.ts';
import { watchPools } from './lost-jobs.ts';

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
  // The queue learns the name of the job.
  await transact(handle.db, (tx) => enqueue(tx, 'note', {}));
  await handle.pool.query(`delete from graphile_worker._private_jobs`);
});
afterAll(() => handle.close());

async function taken(worker: string, key: string): Promise<void> {
  await transact(handle.db, (tx) => enqueue(tx, 'note', {}, key));
  await handle.pool.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = 1 where key = $2`,
    [worker, key],
  );
}

async function jobs(): Promise<Record<string, string | null>> {
  const { rows } = await handle.pool.query<{ key: string; locked_by: string | null }>(
    'select key, locked_by from graphile_worker._private_jobs',
  );
  return Object.fromEntries(rows.map(({ key, locked_by }) => [key, locked_by]));
}

const seconds = (count: number) => new Date(Date.UTC(2026, 10, 22) + count * 1000);

describe('a job whose pool of workers is gone', () => {
  it('is given back at the second look, while one whose pool lives is left alone', async () => {
    const watching = watchPools(handle.pool);
    watching.lives.began('living');
    await taken('gone', 'of the gone');
    await taken('living', 'of the living');
    await watching.tick.run(seconds(0));
    expect(await jobs()).toEqual({ 'of the gone': 'gone', 'of the living': 'living' });
    await watching.tick.run(seconds(1));
    expect(await jobs()).toEqual({ 'of the gone': null, 'of the living': 'living' });
    // The same process killed: its connections end, and its locks with them.
    await watching.stop();
    const restarted = watchPools(handle.pool);
    await restarted.tick.run(seconds(2));
    await restarted.tick.run(seconds(3));
    expect(await jobs()).toEqual({ 'of the gone': null, 'of the living': null });
    await restarted.stop();
  });

  it('is looked for every half minute by processes that run on', async () => {
    const watching = watchPools(handle.pool);
    for (const at of [0, 1, 2]) await watching.tick.run(seconds(at));
    await taken('gone later', 'late');
    await watching.tick.run(seconds(20));
    await watching.tick.run(seconds(21));
    expect((await jobs())['late']).toBe('gone later');
    await watching.tick.run(seconds(40));
    await watching.tick.run(seconds(41));
    expect((await jobs())['late']).toBe(null);
    await watching.stop();
  });

  it('is done when it was asked for anew meanwhile: the new one does its work', async () => {
    await taken('gone for good', 'again');
    await transact(handle.db, (tx) => enqueue(tx, 'note', {}, 'again'));
    const watching = watchPools(handle.pool);
    await watching.tick.run(seconds(0));
    await watching.tick.run(seconds(1));
    const { rows } = await handle.pool.query(
      `select key, locked_by, attempts from graphile_worker._private_jobs where key = 'again' or attempts >= max_attempts`,
    );
    expect(rows).toEqual([{ key: 'again', locked_by: null, attempts: 0 }]);
    await watching.stop();
  });
});

describe('a pool of workers', () => {
  const held = async () => {
    const { rows } = await handle.pool.query<{ pid: number }>(
      `select pid from pg_locks where locktype = 'advisory' and classid = 7410002
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.map(({ pid }) => pid);
  };

  it('holds its lock for as long as it lives, also after its connection was cut', async () => {
    const watching = watchPools(handle.pool);
    watching.lives.began('cut');
    await watching.tick.run(seconds(0));
    const [before] = await held();
    expect(before).toBeGreaterThan(0);
    await handle.pool.query('select pg_terminate_backend($1, 5000)', [before]);
    await watching.tick.run(seconds(1));
    await watching.tick.run(seconds(2));
    const after = await held();
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
    await watching.stop();
  });

  it('that has ended loses its jobs at the next looks, though the process lives on', async () => {
    const watching = watchPools(handle.pool);
    watching.lives.began('given up');
    for (const at of [0, 1, 2, 3]) await watching.tick.run(seconds(at));
    await taken('given up', 'left behind');
    watching.lives.ended('given up');
    await expect.poll(held).toEqual([]);
    await watching.tick.run(seconds(4));
    await watching.tick.run(seconds(5));
    expect((await jobs())['left behind']).toBe(null);
    await watching.stop();
  });
});
