import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runMigrations } from 'graphile-worker';
import type pg from 'pg';

const folder = fileURLToPath(new URL('../../migrations/', import.meta.url));

// Any number shared by all nodes: only one process migrates a database at a time.
const migrationLock = 7_410_001;

/** Applies migrations/NNNN_*.sql that are not yet applied, in order, each in a transaction of its own; forward only. */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    // A migration takes the time it takes, and so does waiting for another process that migrates.
    await client.query('set statement_timeout = 0; set lock_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query('create table if not exists migration (name text primary key)');
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const done = new Set(rows.map((row) => row.name));
    for (const name of files) {
      if (done.has(name)) continue;
      const sql = await readFile(folder + name, 'utf8');
      await client.query('begin');
      try {
        await client.query(sql);
        await client.query('insert into migration (name) values ($1)', [name]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      }
      applied.push(name);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
    await client.query('reset statement_timeout; reset lock_timeout');
    client.release();
  }
  await runMigrations({ pgPool: pool });
  return applied;
}
