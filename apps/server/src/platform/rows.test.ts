import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase } from '../../test/database.ts';
import { transact, type DbHandle } from './db.ts';
import { insertRows, rowsOf } from './rows.ts';

let handle: DbHandle;
beforeAll(async () => {
  handle = await openTestDatabase();
  await sql`create table sample (id integer primary key, words text[], document jsonb, at timestamptz, bytes bytea)`.execute(
    handle.db,
  );
});
afterAll(() => handle.close());

const difficult = [
  'plain',
  'a,b',
  '{"x"}',
  String.raw`back\slash`,
  'quote"d',
  "it's",
  '',
  'null',
  '王秀英',
  'two\nlines',
];

const columns = {
  id: ['integer', (row: Sample) => row.id],
  words: ['text[]', (row: Sample) => row.words],
  document: ['jsonb', (row: Sample) => JSON.stringify(row.document)],
  at: ['timestamptz', (row: Sample) => row.at],
  bytes: ['bytea', (row: Sample) => row.bytes],
} as const;

interface Sample {
  readonly id: number;
  readonly words: readonly string[];
  readonly document: unknown;
  readonly at: Date | null;
  readonly bytes: Buffer | null;
}

describe('rows that travel as columns', () => {
  it('arrive as they were: texts with quotes and commas in arrays, documents, instants, bytes and nulls', async () => {
    const rows: Sample[] = [
      {
        id: 1,
        words: difficult,
        document: { difficult },
        at: new Date('2026-11-24T08:00:00.123Z'),
        bytes: Buffer.of(0, 255),
      },
      { id: 2, words: [], document: [], at: null, bytes: null },
    ];
    await transact(handle.db, (tx) => insertRows(tx, 'sample', rows, columns));
    const stored = await sql<Sample>`select * from sample order by id`.execute(handle.db);
    expect(stored.rows).toEqual(rows);
  });

  it('can be none', async () => {
    await transact(handle.db, async (tx) => {
      expect(await insertRows(tx, 'sample', [], columns)).toEqual([]);
    });
  });

  it('are a source of any statement, called given', async () => {
    const given = rowsOf([{ id: 7 }, { id: 8 }], { id: ['integer', ({ id }) => id] });
    const { rows } = await sql`select given.id * 2 as twice from ${given} order by id`.execute(handle.db);
    expect(rows).toEqual([{ twice: 14 }, { twice: 16 }]);
  });
});
