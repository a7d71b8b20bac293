import pg from 'pg';
import { markersIn, type Marker } from './forms.ts';

/**
 * Looks for markers in every column of every table of a database, the job queue's included. Bytes are looked through as bytes.
 * @returns how many values were looked at, and where something was found: table and column, never the value
 */
export async function searchTables(
  databaseUrl: string,
  markers: readonly Marker[],
): Promise<{ searched: number; found: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    );
    const found = new Set<string>();
    let searched = 0;
    for (const { name } of tables) {
      // As text, whatever the type: nothing between the table and us may read a value in its own way.
      const result = await client.query<string[]>({ text: `select * from ${name}`, rowMode: 'array', types: asText });
      for (const row of result.rows) {
        for (const [position, value] of row.entries()) {
          if (value === null) continue;
          searched += 1;
          const field = result.fields[position];
          for (const { what } of markersIn(bytesOf(value, field?.dataTypeID), markers)) {
            found.add(`${what} in table ${name}, column ${field?.name ?? position}`);
          }
        }
      }
    }
    return { searched, found: [...found] };
  } finally {
    await client.end();
  }
}

const asText: pg.CustomTypesConfig = { getTypeParser: () => (text: unknown) => text };

/** PostgreSQL writes bytes as \x and hex. */
function bytesOf(value: string, type: number | undefined): Buffer {
  const bytea = 17;
  return type === bytea ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value, 'utf8');
}
