import { Logger, runOnce } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { systemClock } from './clock.ts';
import { transact, type DbHandle } from './db.ts';
import { enqueue, runJobs } from './jobs.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { noTelemetry } from './telemetry.ts';

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
  // A queue that has never heard of a kind of job would wait for the transaction that speaks of it first.
  await ran();
});
afterAll(() => handle.close());

/** Runs what waits and says with which payloads it ran. */
async function ran(): Promise<unknown[]> {
  const payloads: unknown[] = [];
  const taskList = { note: (payload: unknown) => void payloads.push(payload) };
  await runOnce({ pgPool: handle.pool, taskList, logger: new Logger(() => () => undefined) });
  return payloads;
}
afterEach(ran);

describe('a job', () => {
  it('is there as soon as the transaction that asked for it has committed, and not before', async () => {
    await transact(handle.db, async (tx) => {
      await enqueue(tx, 'note', { id: '1' });
      expect(await ran()).toEqual([]);
    });
    expect(await ran()).toEqual([{ id: '1' }]);
    expect(await ran()).toEqual([]);
  });

  it('is not there when the transaction was rolled back', async () => {
    const failing = transact(handle.db, async (tx) => {
      await enqueue(tx, 'note', { id: '1' });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await ran()).toEqual([]);
  });

  it('asked for several times under one key runs once, with what was asked last', async () => {
    for (const id of ['1', '2', '3']) await transact(handle.db, (tx) => enqueue(tx, 'note', { id }, 'key'));
    await transact(handle.db, (tx) => enqueue(tx, 'note', { id: '4' }, 'other'));
    expect((await ran()).toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))).toEqual([
      { id: '3' },
      { id: '4' },
    ]);
  });

  it('asked for under a key without a change is not lost while an earlier one runs', async () => {
    const ids: unknown[] = [];
    await transact(handle.db, (tx) => enqueue(tx, 'note', { id: '1' }, 'key'));
    const taskList = {
      async note(payload: unknown) {
        if (ids.push(payload) === 1) await transact(handle.db, (tx) => enqueue(tx, 'note', { id: '2' }, 'key'));
      },
    };
    await runOnce({ pgPool: handle.pool, taskList, logger: new Logger(() => () => undefined) });
    expect(ids).toEqual([{ id: '1' }, { id: '2' }]);
  });
});

describe('ticks', () => {
  it('that are all due at once leave each other connections to work with: each runs, and none fails', async () => {
    const { pool } = handle;
    const ran = new Set<string>();
    const failures: unknown[] = [];
    const names = Array.from({ length: 18 }, (_, n) => `tick-${n}`);
    const all = new Promise<void>((resolve) => {
      const ticks = names.map((name) => ({
        name,
        everySeconds: 3600,
        async run() {
          await pool.query('select pg_sleep(0.01)');
          if (ran.add(name).size === names.length) resolve();
        },
      }));
      const log = {
        ...createLog('silent'),
        error: (_: string, { error }: { error: unknown }) => void failures.push(error),
      };
      void runJobs({ pool, clock: systemClock, log, telemetry: noTelemetry, jobs: [], ticks }).then(async (runner) => {
        await all;
        await runner.stop();
      });
    });
    await all;
    expect([...ran].toSorted()).toEqual(names.toSorted());
    expect(failures).toEqual([]);
  });
});

describe('migrating', () => {
  it('a database that is up to date changes nothing', async () => {
    const schema = async () =>
      (
        await handle.pool.query<object>(
          'select table_schema, table_name, column_name, data_type from information_schema.columns order by 1, 2, 3',
        )
      ).rows;
    const before = await schema();
    expect(await migrate(handle.pool)).toEqual([]);
    expect(await schema()).toEqual(before);
  });

  it('by two processes at once is done by one', async () => {
    expect(await Promise.all([migrate(handle.pool), migrate(handle.pool)])).toEqual([[], []]);
  });
});
