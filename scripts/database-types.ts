import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createDatabase, dropDatabase, ensurePostgres } from '@tongxing/server/embedded-postgres';
import { migrate } from '@tongxing/server/migrate';
import pg from 'pg';

/**
 * Writes apps/server/src/platform/database.ts: the shape of every table, read from a database that has just been migrated.
 * Run it after adding a migration: `node scripts/bootstrap.mjs scripts/database-types.ts`.
 */
const target = fileURLToPath(new URL('../apps/server/src/platform/database.ts', import.meta.url));

interface Column {
  table_name: string;
  column_name: string;
  type: string;
  nullable: boolean;
}

// What the driver hands over for each PostgreSQL type (see openDatabase for bigint and date).
const typescript: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  'text[]': 'string[]',
  'uuid[]': 'string[]',
  bytea: 'Buffer',
  boolean: 'boolean',
  integer: 'number',
  smallint: 'number',
  bigint: 'number',
  date: 'string',
  'timestamp with time zone': 'Date',
  jsonb: 'Json',
};

export async function renderDatabaseTypes(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Column>(`
    select c.relname as table_name, a.attname as column_name, format_type(a.atttypid, null) as type, not a.attnotnull as nullable
      from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'migration' and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`);
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => {
      const base = typescript[column.type];
      if (base === undefined) throw new Error(`no TypeScript type for ${column.type} (${table}.${column.column_name})`);
      return `  ${column.column_name}: ${base}${column.nullable ? ' | null' : ''};`;
    });
    return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}\n`;
  });
  const index = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`).join('\n');
  return [
    '// Written by scripts/database-types.ts from the migrations. Do not edit.',
    "import type { ColumnType } from 'kysely';",
    '',
    '/** jsonb: read as a value, written as JSON text. */',
    'export type Json = ColumnType<unknown, string, string>;',
    '',
    ...interfaces,
    `export interface Database {\n${index}\n}\n`,
  ].join('\n');
}

function pascal(name: string): string {
  return name.replace(/(^|_)([a-z])/g, (_, _separator, letter: string) => letter.toUpperCase());
}

if (import.meta.main) {
  const server = await ensurePostgres({ instance: 'test' });
  const name = `types_${process.pid}`;
  await createDatabase(server, name);
  const pool = new pg.Pool({ connectionString: server.url(name) });
  try {
    await migrate(pool);
    await writeFile(target, await renderDatabaseTypes(pool));
  } finally {
    await pool.end();
    await dropDatabase(server, name);
    await server.release();
  }
}
