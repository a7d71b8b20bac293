import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import type { DbHandle } from './db.ts';
import { ensureDayPartitions } from './partitions.ts';

let handle: DbHandle;
beforeEach(async () => {
  handle = await openTestDatabase();
  await handle.pool.query(
    'create table seen (at timestamptz not null, id integer not null, primary key (id, at)) partition by range (at)',
  );
  await handle.pool.query('create table seen_default partition of seen default');
});
afterEach(() => handle.close());

const ensure = (first: string, days: number) => ensureDayPartitions(handle.db, 'seen', 'at', new Date(first), days);
const insert = (id: number, at: string) => handle.pool.query('insert into seen (id, at) values ($1, $2)', [id, at]);

async function whereTheyLie(): Promise<string[]> {
  const { rows } = await sql<{ row: string }>`
    select tableoid::regclass::text || ' ' || id as row from seen order by id`.execute(handle.db);
  return rows.map(({ row }) => row);
}

describe('a table partitioned by day', () => {
  it('takes a row into the partition of its day in Shanghai, to the last millisecond, and what has no partition into the default', async () => {
    await ensure('2026-11-24T08:00:00+08:00', 2);
    await insert(1, '2026-11-23T23:59:59.999+08:00');
    await insert(2, '2026-11-24T00:00:00+08:00');
    await insert(3, '2026-11-24T23:59:59.999+08:00');
    await insert(4, '2026-11-25T00:00:00+08:00');
    await insert(5, '2026-11-26T00:00:00+08:00');
    expect(await whereTheyLie()).toEqual([
      'seen_default 1',
      'seen_20261124 2',
      'seen_20261124 3',
      'seen_20261125 4',
      'seen_default 5',
    ]);
  });

  it('that fell behind catches up: what the default caught of a day moves, and nothing else', async () => {
    await insert(1, '2026-11-24T12:00:00+08:00');
    await insert(2, '2026-11-25T12:00:00+08:00');
    await insert(3, '2026-11-26T12:00:00+08:00');
    await ensure('2026-11-25T08:00:00+08:00', 1);
    expect(await whereTheyLie()).toEqual(['seen_default 1', 'seen_20261125 2', 'seen_default 3']);
  });

  it('stays as it is when it is looked after again', async () => {
    await ensure('2026-11-24T08:00:00+08:00', 1);
    await insert(1, '2026-11-24T12:00:00+08:00');
    await ensure('2026-11-24T09:00:00+08:00', 1);
    expect(await whereTheyLie()).toEqual(['seen_20261124 1']);
  });

  it('keeps its primary key across partitions of one day', async () => {
    await ensure('2026-11-24T08:00:00+08:00', 1);
    await insert(1, '2026-11-24T12:00:00+08:00');
    await expect(insert(1, '2026-11-24T12:00:00+08:00')).rejects.toThrow('duplicate key');
  });
});
