import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { openDatabase, type DbHandle } from '../src/platform/db.ts';
import { createDatabase, databaseUrl, dropDatabase } from '../src/platform/embedded-postgres/index.ts';

const migrations = fileURLToPath(new URL('../migrations/', import.meta.url));

/** A database of an earlier version: migrated up to the file before `name`; `close` drops it. */
export async function openDatabaseBefore(name: string): Promise<DbHandle> {
  const server = inject('postgres');
  const database = `test_${randomBytes(8).toString('hex')}`;
  await createDatabase(server, database);
  const handle = openDatabase(databaseUrl(server, database), 2);
  await handle.pool.query('create table migration (name text primary key)');
  for (const file of (await readdir(migrations)).toSorted().filter((each) => each < name)) {
    await handle.pool.query(await readFile(migrations + file, 'utf8'));
    await handle.pool.query('insert into migration (name) values ($1)', [file]);
  }
  return {
    ...handle,
    async close() {
      await handle.close();
      await dropDatabase(server, database);
    },
  };
}
