import { sql } from 'kysely';
import type { Db } from './db.ts';
import type { Log } from './log.ts';
import type { Seal, SealKind } from './seal.ts';

export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly kind: SealKind;
}

interface Key {
  readonly name: string;
  readonly type: string;
}

type Row = Readonly<Record<string, unknown>> & { readonly sealed: Buffer };

/**
 * Seals anew, with the newest key, everything that an older one has sealed, so that the older can be destroyed. It goes through each
 * table by its primary key, a batch in a statement; it keeps no state of its own, for a row tells by its first byte whether it is done:
 * when it is stopped, the next run goes on. A value that somebody changes meanwhile is left as they wrote it.
 * @returns how many values were sealed anew
 * @throws Error when a value does not open, or when values of an older key are left because a process still seals with it
 */
export async function rekey(
  deps: { readonly db: Db; readonly seal: Seal; readonly log: Log },
  columns: readonly SealedColumn[],
  batchSize = 1000,
): Promise<number> {
  let total = 0;
  for (const column of columns) {
    const done = await rekeyColumn(deps, column, batchSize);
    deps.log.info('rekeyed', { table: column.table, column: column.column, values: done });
    total += done;
  }
  for (const column of columns) {
    const left = await countOlder(deps, column);
    if (left > 0) {
      throw new Error(
        `${column.table}.${column.column} holds ${left} values of an older key: start every process with the new configuration, then run this again`,
      );
    }
  }
  return total;
}

async function rekeyColumn(
  deps: { readonly db: Db; readonly seal: Seal; readonly log: Log },
  column: SealedColumn,
  batchSize: number,
): Promise<number> {
  const key = await primaryKey(deps.db, column.table);
  let last: Row | undefined;
  let done = 0;
  for (;;) {
    const rows = await readBatch(deps, column, key, last, batchSize);
    if (rows.length === 0) return done;
    await writeBatch(deps, column, key, rows);
    last = rows.at(-1);
    done += rows.length;
    deps.log.info('rekeying', { table: column.table, column: column.column, values: done });
  }
}

async function readBatch(
  { db, seal }: { readonly db: Db; readonly seal: Seal },
  { table, column }: SealedColumn,
  key: readonly Key[],
  last: Row | undefined,
  limit: number,
): Promise<readonly Row[]> {
  const names = sql.join(key.map(({ name }) => sql.ref(name)));
  const after =
    last === undefined
      ? sql`true`
      : sql`(${names}) > (${sql.join(key.map(({ name, type }) => sql`${last[name]}::${sql.raw(type)}`))})`;
  const { rows } = await sql<Row>`
    select ${names}, ${sql.ref(column)} as sealed from ${sql.table(table)}
     where ${sql.ref(column)} is not null and get_byte(${sql.ref(column)}, 0) <> ${seal.version} and ${after}
     order by ${names} limit ${limit}`.execute(db);
  return rows;
}

async function writeBatch(
  { db, seal }: { readonly db: Db; readonly seal: Seal },
  { table, column, kind }: SealedColumn,
  key: readonly Key[],
  rows: readonly Row[],
): Promise<void> {
  const lists = [
    ...key.map(({ name, type }) => sql`${rows.map((row) => row[name])}::${sql.raw(type)}[]`),
    sql`${rows.map((row) => row.sealed)}::bytea[]`,
    sql`${rows.map((row) => seal.seal(kind, seal.openBytes(kind, row.sealed)))}::bytea[]`,
  ];
  const names = [...key.map(({ name }) => name), 'old_value', 'new_value'].map((name) => sql.ref(name));
  const same = key.map(({ name }) => sql`target.${sql.ref(name)} = batch.${sql.ref(name)}`);
  await sql`
    update ${sql.table(table)} as target set ${sql.ref(column)} = batch.new_value
      from unnest(${sql.join(lists)}) as batch (${sql.join(names)})
     where ${sql.join(same, sql` and `)} and target.${sql.ref(column)} = batch.old_value`.execute(db);
}

async function countOlder({ db, seal }: { readonly db: Db; readonly seal: Seal }, { table, column }: SealedColumn) {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(table)}
     where ${sql.ref(column)} is not null and get_byte(${sql.ref(column)}, 0) <> ${seal.version}`.execute(db);
  return rows[0]?.count ?? 0;
}

async function primaryKey(db: Db, table: string): Promise<readonly Key[]> {
  const { rows } = await sql<Key>`
    select attribute.attname::text as name, format_type(attribute.atttypid, attribute.atttypmod) as type
      from pg_index as index
      join pg_attribute as attribute on attribute.attrelid = index.indrelid and attribute.attnum = any (index.indkey)
     where index.indrelid = ${table}::regclass and index.indisprimary
     order by array_position(index.indkey::int2[], attribute.attnum)`.execute(db);
  return rows;
}
