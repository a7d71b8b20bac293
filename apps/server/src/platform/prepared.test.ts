import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import type { DbHandle } from './db.ts';
import { prepared } from './prepared.ts';

let handle: DbHandle;
beforeEach(async () => {
  handle = await openTestDatabase();
});
afterEach(() => handle.close());

const doubled = (number: number) =>
  sql<{ doubled: number }>`${prepared} select 2 * ${number}::integer as doubled`.execute(handle.db);

/** Within one transaction, since what is prepared belongs to a connection. */
const statements = () =>
  handle.db.transaction().execute(async (tx) => {
    const ask = (number: number) =>
      sql<{ doubled: number }>`${prepared} select 2 * ${number}::integer as doubled`.execute(tx);
    const answers = [await ask(4), await ask(5), await ask(6)].map(({ rows }) => rows[0]?.doubled);
    await sql`select 3 * ${7}::integer`.execute(tx);
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(tx);
    return { answers, held: rows.map(({ statement }) => statement) };
  });

describe('a prepared statement', () => {
  it('is prepared once by a connection, and answered anew each time; others are not prepared', async () => {
    const { answers, held } = await statements();
    expect(answers).toEqual([8, 10, 12]);
    expect(held).toEqual([expect.stringContaining('select 2 * $1::integer')]);
  });

  it('is answered by every connection', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, number) => doubled(number)));
    expect(answers.map(({ rows }) => rows[0]?.doubled)).toEqual(Array.from({ length: 20 }, (_, number) => 2 * number));
  });

  it('that fails does not take the next one with it', async () => {
    await expect(doubled(Number.NaN)).rejects.toThrow(/integer/);
    expect((await doubled(21)).rows).toEqual([{ doubled: 42 }]);
  });

  it('sees a table that is changed and a partition that is added after it was planned', async () => {
    await sql`create table part (day integer not null, id integer not null) partition by range (day)`.execute(
      handle.db,
    );
    await sql`create table part_1 partition of part for values from (1) to (2)`.execute(handle.db);
    const insert = (day: number, id: number) =>
      sql`${prepared} insert into part (day, id) select ${day}::integer, ${id}::integer`.execute(handle.db);
    for (let id = 0; id < 8; id += 1) await insert(1, id);
    await sql`create table part_2 partition of part for values from (2) to (3)`.execute(handle.db);
    await sql`alter table part add column note text not null default 'none'`.execute(handle.db);
    await insert(2, 8);
    const { rows } = await sql<{ n: number }>`select count(*) as n from part where note = 'none'`.execute(handle.db);
    expect(rows).toEqual([{ n: 9 }]);
  });
});
