import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { PendingStatementTable } from '../../platform/database.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { contentOf, type StatementRow } from './statement.ts';

type Deps = Pick<NodeContext, 'seal' | 'clock'>;

/** Where a statement waits: for somebody to register, or for a second person to agree to an upload. */
export interface Place {
  readonly within: 'upload' | 'held';
  readonly uploadId: string | null;
}

const forSomebody: Place = { within: 'upload', uploadId: null };

/** Keeps statements sealed, for whoever registers with the document; as with facts, what was replaced does not come back. */
export async function keepPending(
  tx: Tx,
  deps: Deps,
  rows: readonly StatementRow[],
  { within, uploadId }: Place = forSomebody,
): Promise<void> {
  // Of one place only the last: a statement cannot change a row twice.
  const last = new Map(rows.map((row) => [placeOf(row), row]));
  const receivedAt = deps.clock.now();
  await insertRows(
    tx,
    'pending_statement',
    [...last.values()].toSorted((a, b) => Buffer.compare(a.documentIndex, b.documentIndex)),
    {
      document_index: ['bytea', (row) => row.documentIndex],
      source: ['text', (row) => row.source],
      within: ['text', () => within],
      upload_id: ['uuid', () => uploadId],
      key: ['text', (row) => row.key],
      division: ['text', (row) => row.division],
      said_at: ['timestamptz', (row) => row.saidAt],
      statement_sealed: ['bytea', ({ kind, data }) => deps.seal.seal('statement', JSON.stringify({ kind, data }))],
      contents: ['text[]', (row) => [deps.seal.index('statement', contentOf(row)).toString('base64url')]],
      received_at: ['timestamptz', () => receivedAt],
      keep_until: ['timestamptz', (row) => row.keepUntil],
    },
    sql`on conflict (document_index, source, within, key) do update
          set statement_sealed = excluded.statement_sealed, said_at = excluded.said_at, division = excluded.division,
              received_at = excluded.received_at, keep_until = excluded.keep_until, upload_id = excluded.upload_id,
              contents = pending_statement.contents || excluded.contents
        where excluded.said_at >= pending_statement.said_at and not pending_statement.contents @> excluded.contents`,
  );
}

/** What waits for whoever has one of these documents. */
export async function statementsFor(read: Read, deps: Deps, documents: readonly Buffer[]): Promise<StatementRow[]> {
  const rows = await read
    .selectFrom('pending_statement')
    .selectAll()
    .where('document_index', '=', sql<Buffer>`any(${[...documents]}::bytea[])`)
    .where('within', '=', 'upload')
    .where('keep_until', '>', deps.clock.now())
    .orderBy('said_at')
    .execute();
  return rows.map((row) => opened(deps, row));
}

/** The next statements of an upload that wait for a second person. */
export async function heldBy(tx: Tx, deps: Deps, uploadId: string, most: number): Promise<StatementRow[]> {
  const rows = await tx
    .selectFrom('pending_statement')
    .selectAll()
    .where('within', '=', 'held')
    .where('upload_id', '=', uploadId)
    .orderBy('document_index')
    .orderBy('key')
    .limit(most)
    .execute();
  return rows.map((row) => opened(deps, row));
}

function opened({ seal }: Deps, row: PendingStatementTable): StatementRow {
  return {
    documentIndex: row.document_index,
    source: row.source as StatementRow['source'],
    key: row.key,
    saidAt: row.said_at,
    division: row.division,
    keepUntil: row.keep_until,
    ...(JSON.parse(seal.open('statement', row.statement_sealed)) as Pick<StatementRow, 'kind' | 'data'>),
  };
}

/** What has been applied, or said otherwise since, waits no longer. */
export async function dropPending(
  tx: Tx,
  rows: readonly StatementRow[],
  within: Place['within'] = 'upload',
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from pending_statement using ${rowsOf(rows, {
      document_index: ['bytea', (row) => row.documentIndex],
      source: ['text', (row) => row.source],
      key: ['text', (row) => row.key],
    })}
     where pending_statement.document_index = given.document_index and pending_statement.source = given.source
       and pending_statement.within = ${within} and pending_statement.key = given.key`.execute(tx);
}

/** Deletes what has waited for its time. */
export async function dropPendingPast(tx: Tx, now: Date): Promise<void> {
  await tx.deleteFrom('pending_statement').where('keep_until', '<=', now).execute();
}

const placeOf = ({ documentIndex, source, key }: StatementRow) => `${documentIndex.toString('hex')} ${source} ${key}`;
