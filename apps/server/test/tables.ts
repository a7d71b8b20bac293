import { sql } from 'kysely';
import type { Read } from '../src/platform/db.ts';

async function tableNames(db: Read): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(db);
  return rows.map(({ name }) => name);
}

/** How many rows each table holds, the queue's tables included. */
export async function countRows(db: Read): Promise<Record<string, number>> {
  const parts = (await tableNames(db)).map((name) => `select '${name}' as name, count(*)::int as rows from ${name}`);
  const { rows } = await sql<{ name: string; rows: number }>`${sql.raw(parts.join(' union all '))}`.execute(db);
  return Object.fromEntries(rows.map(({ name, rows: count }) => [name, count]));
}

/** Everything in the database as text, one table after another; byte strings in hex. */
export async function dumpTables(db: Read): Promise<string> {
  const texts: string[] = [];
  for (const name of await tableNames(db)) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.raw(name)} t`.execute(db);
    texts.push(name, ...rows.map(({ line }) => line));
  }
  return texts.join('\n');
}

/** What each table holds, as one value that changes when anything in it does; the order of rows does not matter. */
export async function digestTables(db: Read): Promise<Record<string, string>> {
  const parts = (await tableNames(db)).map(
    (name) => `select '${name}' as name, (select md5(coalesce(string_agg(line, '' order by line), ''))
                 from (select md5(t::text) as line from ${name} t) lines) as digest`,
  );
  const { rows } = await sql<{ name: string; digest: string }>`${sql.raw(parts.join(' union all '))}`.execute(db);
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
