import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import { withFaultPoints } from './fault-dialect.ts';
import type { FaultPoints } from './fault-points.ts';
import { readInstant } from './instant-text.ts';
import { PreparingClient } from './prepared.ts';
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
const parseOther = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ) as (text: string) => Date;
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (text) => readInstant(text) ?? parseOther(text));

export interface DbHandle {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Bounds for whoever would otherwise wait for ever, and hold a connection or a lock meanwhile. */
export interface DatabaseOptions {
  /** Seconds a statement may take: a caller over HTTP has long gone, a job may have a million rows to go through. */
  readonly statementSeconds?: number;
  readonly faults?: FaultPoints | undefined;
}

/** For a connection of the pool and for a lock: what is not there by then is answered with 503 rather than awaited by everybody. */
const waitMs = 5000;
/** A transaction that does nothing for so long belongs to a process that hangs; its locks must not outlast it. */
const idleInTransactionMs = 30_000;

export function openDatabase(url: string, maxConnections: number, options: DatabaseOptions = {}): DbHandle {
  const { statementSeconds = 10, faults } = options;
  const pool = new pg.Pool({
    Client: PreparingClient,
    connectionString: url,
    max: maxConnections,
    application_name: 'tongxing',
    connectionTimeoutMillis: waitMs,
    lock_timeout: waitMs,
    statement_timeout: statementSeconds * 1000,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    // A server that vanished without a word is noticed by the kernel.
    keepAlive: true,
  });
  // A connection that breaks, idle or between two queries, is replaced at its next use; without listeners it would end the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  const dialect = new PostgresDialect({ pool });
  const db = new Kysely<Database>({ dialect: faults === undefined ? dialect : withFaultPoints(dialect, faults) });
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

/**
 * Does `work` unless this very request has been done before; then answers what was answered then. The answer is kept in the same
 * transaction as the work, so that neither is ever there without the other. Work that answers undefined was not done, as work that
 * throws was not: another request may have its key.
 */
export type Once = <T>(tx: Tx, work: () => Promise<T>) => Promise<T>;

export function transact<T>(db: Db, work: (tx: Tx) => Promise<T>, once?: Once): Promise<T> {
  return db.transaction().execute(once === undefined ? work : (tx) => once(tx, () => work(tx)));
}

/** For the metrics: how this process's connections are used. */
export function connectionsOf(pool: pg.Pool): readonly Reading[] {
  const states = { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
  return Object.entries(states).map(([state, value]) => ({ value, attributes: { state } }));
}
