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

  it('arrive as they were, whatever the type: each is what PostgreSQL itself reads from its text', async () => {
    const texts = {
      uuid: ['01a20364-7207-72f6-89a5-6db75a63e8a2'],
      text: difficult,
      timestamptz: ['2026-11-24T08:00:00.123Z', '0044-03-15T12:00:00.000Z', '2024-02-29 23:59:59.999+08', 'infinity'],
      date: ['2026-11-24'],
      bigint: ['9007199254740993', '-1'],
      smallint: ['-32768'],
      boolean: ['true', 'false'],
      jsonb: difficult.map((text) => JSON.stringify({ [text]: text })),
    };
    for (const [type, values] of Object.entries(texts)) {
      const given = rowsOf([...values, null], { value: [type, (value) => value] });
      const { rows } = await sql<{ value: string | null }>`
        select value::text from ${given}`.execute(handle.db);
      const expected = await Promise.all(
        values.map((value) =>
          sql<{ value: string }>`select ${value}::${sql.raw(type)}::text as value`.execute(handle.db),
        ),
      );
      expect([type, ...rows.map(({ value }) => value)]).toEqual([
        type,
        ...expected.map((each) => each.rows[0]!.value),
        null,
      ]);
    }
  });

  it('keep instants of every year a date can hold', async () => {
    const instants = [new Date('0100-01-01T00:00:00Z'), new Date('9999-12-31T23:59:59.999Z'), new Date(8.64e15)];
    const given = rowsOf(instants, { at: ['timestamptz', (at) => at] });
    const { rows } = await sql<{ at: Date }>`select at from ${given} order by at`.execute(handle.db);
    expect(rows.map(({ at }) => at)).toEqual(instants);
  });

  it('can have no value of a column of documents, and be as many as a batch has', async () => {
    const rows = Array.from({ length: 3000 }, (_, id) => ({
      id,
      bytes: id % 7 === 0 ? null : Buffer.alloc(id % 50, id),
    }));
    const given = rowsOf(rows, { id: ['integer', ({ id }) => id], bytes: ['bytea', ({ bytes }) => bytes] });
    const { rows: read } = await sql`select * from ${given} order by id`.execute(handle.db);
    expect(read).toEqual(rows);
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
