import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Reading } from './telemetry.ts';

/** A connection that may be in a transaction or not: reading needs nothing more. */
export type Read = Kysely<Database>;
/** A transaction: whoever takes it writes, and what it writes is there when the caller's transaction commits. */
export type Tx = Transaction<Database>;
export type Db = Kysely<Database>;

// Counters, indices and sizes are bigint columns far below 2^53: numbers are exact and can be put into JSON.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
// A date is a calendar day, not an instant: leave it the text it is.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export interface DbHandle {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export function openDatabase(url: string, maxConnections: number): DbHandle {
  const pool = new pg.Pool({ connectionString: url, max: maxConnections, application_name: 'tongxing' });
  // A connection that breaks, idle or between two queries, is replaced at its next use; without listeners it would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    async close() {
      await db.destroy();
      // Kysely ends the pool only when it has used it.
      if (!pool.ended) await pool.end();
    },
  };
}

export function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work);
}

/** For the metrics: how this process's connections are used. */
export function connectionsOf(pool: pg.Pool): readonly Reading[] {
  const states = { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
  return Object.entries(states).map(([state, value]) => ({ value, attributes: { state } }));
}
