import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type DbHandle } from '../src/platform/db.ts';
import { cloneDatabase, databaseUrl, dropDatabase, ensureTemplate } from '../src/platform/embedded-postgres/index.ts';
import { migrate } from '../src/platform/migrate.ts';

const migrations = fileURLToPath(new URL('../migrations/', import.meta.url));

/** A migrated database of one's own on the shared test server; `close` drops it. */
export async function openTestDatabase(): Promise<DbHandle> {
  const server = inject('postgres');
  const template = `template_${await fingerprint()}`;
  await ensureTemplate(server, template, migrateAt);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await cloneDatabase(server, template, name);
  const handle = openDatabase(databaseUrl(server, name), 4);
  return {
    ...handle,
    async close() {
      await handle.close();
      await dropDatabase(server, name);
    },
  };
}

async function migrateAt(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}

/** Another set of migrations is another template, so that a changed file never meets an old database. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(migrations)).toSorted()) {
    hash.update(`${name}\0`).update(await readFile(migrations + name));
  }
  return hash.digest('hex').slice(0, 16);
}
