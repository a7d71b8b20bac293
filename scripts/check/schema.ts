import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, dropDatabase, ensurePostgres } from '@tongxing/server/embedded-postgres';
import { Client } from 'pg';
import { CHECKOUT } from '../run.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { citusFindings, type Distribution } from './citus.ts';
import { readFiles, type TextFile } from './files.ts';
import type { Finding } from './finding.ts';
import { databaseTypes } from './database-types.ts';
import { schemaText } from './schema-text.ts';

const SNAPSHOT = 'apps/server/schema.sql';
const TYPES = 'apps/server/src/platform/database.ts';
const DISTRIBUTION = 'apps/server/citus.json';

/**
 * Applies migrations to an empty database of the embedded server and reads what they made. `failed` names the migration
 * that did not apply.
 */
export async function catalogueOf(migrations: readonly TextFile[]): Promise<Catalogue | { failed: Finding }> {
  const server = await ensurePostgres({ instance: 'test' });
  const name = `check_schema_${process.pid}`;
  await dropDatabase(server, name);
  await createDatabase(server, name);
  const client = new Client({ connectionString: server.url(name) });
  await client.connect();
  try {
    for (const { path, text } of migrations) {
      try {
        await client.query(text);
      } catch (error) {
        return { failed: { place: path, message: error instanceof Error ? error.message : String(error) } };
      }
    }
    return await readCatalogue(client);
  } finally {
    await client.end();
    await dropDatabase(server, name);
    await server.release();
  }
}

/** Names the first line in which a snapshot and what the migrations make differ. */
export function snapshotFindings(snapshot: string, schema: string, place = SNAPSHOT): Finding[] {
  if (snapshot === schema) return [];
  const [old, now] = [snapshot.split('\n'), schema.split('\n')];
  const index = now.findIndex((line, at) => line !== old[at]);
  const line = index < 0 ? now.length : index;
  const message = `the migrations make "${now[line]?.trim() ?? 'nothing more'}" here: npm run check -- schema --write, and review it`;
  return [{ place: `${place}:${line + 1}`, message }];
}

export async function check(): Promise<Finding[]> {
  const migrations = await readFiles(/^apps\/server\/migrations\/\d{4}_[\w-]+\.sql$/);
  if (migrations.length === 0) return [{ place: 'apps/server/migrations', message: 'there are no migrations' }];
  const catalogue = await catalogueOf(migrations);
  if ('failed' in catalogue) return [catalogue.failed];
  const schema = schemaText(catalogue);
  const types = databaseTypes(catalogue);
  if (process.argv.includes('--write')) {
    await writeFile(join(CHECKOUT, SNAPSHOT), schema);
    await writeFile(join(CHECKOUT, TYPES), types);
  }
  const [snapshot, written, distribution] = await Promise.all([read(SNAPSHOT), read(TYPES), read(DISTRIBUTION)]);
  const rules =
    distribution === ''
      ? [{ place: DISTRIBUTION, message: 'does not exist' }]
      : citusFindings(catalogue, JSON.parse(distribution) as Distribution);
  return [...snapshotFindings(snapshot, schema), ...snapshotFindings(written, types, TYPES), ...rules];
}

function read(path: string): Promise<string> {
  return readFile(join(CHECKOUT, path), 'utf8').catch(() => '');
}
