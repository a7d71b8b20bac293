import { sql, type RawBuilder } from 'kysely';
import { arrayOf, arrayText } from './arrays.ts';
import type { Tx } from './db.ts';
import { prepared } from './prepared.ts';

/** How a column of a set of rows travels: its PostgreSQL type, and its value in a row. */
export type Column<R> = readonly [type: string, value: (row: R, at: number) => unknown];
export type Columns<R> = Readonly<Record<string, Column<R>>>;

/**
 * Rows as a source of one statement, `from ${rowsOf(rows, columns)}`, called `given`: each column travels as one array, so that a
 * statement has as many parameters as columns, however many rows there are. A column that is an array itself travels as the text of
 * one, since unnest would flatten it: {@link insertRows} reads it back.
 */
export function rowsOf<R>(rows: readonly R[], columns: Columns<R>): RawBuilder<unknown> {
  const arrays = Object.values(columns).map(([type, value]) =>
    type.endsWith('[]')
      ? sql`${arrayText(rows.map((row, at) => arrayText(value(row, at) as readonly string[])))}::text[]`
      : sql`${arrayOf(type, rows.map(value))}::${sql.raw(type)}[]`,
  );
  return sql`unnest(${sql.join(arrays)}) as given (${sql.join(Object.keys(columns).map((name) => sql.ref(name)))})`;
}

/** Inserts all rows with one statement; `ending` is what follows the select: a conflict clause, or what to return. */
export async function insertRows<R, Returned = never>(
  tx: Tx,
  table: string,
  rows: readonly R[],
  columns: Columns<R>,
  ending: RawBuilder<unknown> = sql``,
): Promise<Returned[]> {
  if (rows.length === 0) return [];
  const names = sql.join(Object.keys(columns).map((name) => sql.ref(name)));
  const values = sql.join(
    Object.entries(columns).map(([name, [type]]) =>
      type.endsWith('[]') ? sql`${sql.ref(name)}::${sql.raw(type)}` : sql.ref(name),
    ),
  );
  const result = await sql<Returned>`${prepared}
    insert into ${sql.table(table)} (${names}) select ${values} from ${rowsOf(rows, columns)} ${ending}`.execute(tx);
  return result.rows;
}
