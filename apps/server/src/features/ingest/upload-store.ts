import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { UploadTable } from '../../platform/database.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { insertRows } from '../../platform/rows.ts';
import { divisionPrefix } from '@tongxing/rules';
import type { CellFault } from './reading/read-row.ts';

export interface UploadNamed {
  readonly uploadId: string;
  readonly kind: schemas.UploadKind;
  readonly division: string;
  /** The draft that a file of people is for. */
  readonly listId?: string | undefined;
}

/** Lines of a receipt that are kept; faults beyond are counted. */
export const mostFaults = 10_000;
/** Uploads on one page of the list. */
const page = 50;

export interface FaultLine extends CellFault {
  readonly row: number;
  readonly position: number;
}

export interface Progress {
  readonly rows: number;
  readonly counts: schemas.UploadCounts;
  readonly format: string | null;
  readonly encoding: string | null;
}

export function findUpload(read: Read, uploadId: string): Promise<UploadTable | undefined> {
  return read.selectFrom('upload').selectAll().where('upload_id', '=', uploadId).executeTakeFirst() as Promise<
    UploadTable | undefined
  >;
}

/**
 * Begins an upload, or begins it again: rows that arrived with an earlier sending stay, and count once. Answers the id of this sending.
 */
export async function beginUpload(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  staffId: string,
  { uploadId, kind, division, listId }: UploadNamed,
  empty: Progress,
): Promise<string> {
  const now = deps.clock.now();
  const attemptId = newId(now);
  const sending = { attempt_id: attemptId, rows: 0, counts: JSON.stringify(empty.counts) };
  await tx
    .insertInto('upload')
    .values({
      upload_id: uploadId,
      kind,
      division,
      list_id: listId ?? null,
      staff_id: staffId,
      state: 'receiving',
      started_at: now,
      ...sending,
    })
    .onConflict((conflict) => conflict.column('upload_id').doUpdateSet(sending).where('upload.state', '=', 'receiving'))
    .execute();
  await tx.deleteFrom('upload_fault').where('upload_id', '=', uploadId).execute();
  return attemptId;
}

/** Notes how far this sending has come. @throws Refusal upload-overtaken when the file is being sent once more */
export async function noteProgress(tx: Tx, uploadId: string, attemptId: string, progress: Progress): Promise<void> {
  const { rows, counts, format, encoding } = progress;
  const { numUpdatedRows } = await tx
    .updateTable('upload')
    .set({ rows, counts: JSON.stringify(counts), format, encoding })
    .where('upload_id', '=', uploadId)
    .where('attempt_id', '=', attemptId)
    .where('state', '=', 'receiving')
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Refusal('upload-overtaken');
}

export async function keepFaults(
  tx: Tx,
  uploadId: string,
  attemptId: string,
  faults: readonly FaultLine[],
): Promise<void> {
  await insertRows(tx, 'upload_fault', faults, {
    upload_id: ['uuid', () => uploadId],
    attempt_id: ['uuid', () => attemptId],
    row_number: ['integer', (line) => line.row],
    position: ['smallint', (line) => line.position],
    column_name: ['text', (line) => line.column],
    fault: ['text', (line) => line.fault],
  });
}

/** Ends an upload. Where the same file came before, the receipt of then is its receipt. */
export async function endUpload(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  named: UploadNamed,
  contentHash: Buffer,
): Promise<void> {
  // The same areas may be announced again after they were withdrawn, and a tube be settled since its row was refused.
  const before =
    named.kind === 'areas'
      ? undefined
      : await tx
          .selectFrom('upload')
          .select('upload_id')
          .where('content_hash', '=', contentHash)
          .where('state', '=', 'done')
          .where('kind', '=', named.kind)
          .where('division', '=', named.division)
          .where('list_id', named.listId === undefined ? 'is' : '=', named.listId ?? null)
          .where('same_as', 'is', null)
          .where((eb) =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('upload_fault')
                  .select('row_number')
                  .whereRef('upload_fault.upload_id', '=', 'upload.upload_id')
                  .where('fault', 'in', ['tube-unknown', 'tube-open']),
              ),
            ),
          )
          .orderBy('started_at')
          .limit(1)
          .executeTakeFirst();
  await tx
    .updateTable('upload')
    .set({
      state: 'done',
      finished_at: deps.clock.now(),
      content_hash: contentHash,
      same_as: before?.upload_id ?? null,
    })
    .where('upload_id', '=', named.uploadId)
    .execute();
}

/** The refused rows of an upload, in their order. */
export function faultsOf(read: Read, { upload_id: uploadId, attempt_id: attemptId }: UploadTable, limit: number) {
  return read
    .selectFrom('upload_fault')
    .select(['row_number', 'column_name', 'fault'])
    .where('upload_id', '=', uploadId)
    .where('attempt_id', '=', attemptId)
    .orderBy('row_number')
    .orderBy('position')
    .limit(limit)
    .execute();
}

export async function countFaults(
  read: Read,
  { upload_id: uploadId, attempt_id: attemptId }: UploadTable,
): Promise<number> {
  const { count } = await read
    .selectFrom('upload_fault')
    .select((e) => e.fn.countAll().as('count'))
    .where('upload_id', '=', uploadId)
    .where('attempt_id', '=', attemptId)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Uploads of a division and below, the newest first. @param before an upload id: only older ones */
export function uploadsIn(read: Read, division: string, before: string | undefined): Promise<UploadTable[]> {
  let query = read
    .selectFrom('upload')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(division)}%`)
    .orderBy('started_at', 'desc')
    .orderBy('upload_id', 'desc')
    .limit(page);
  if (before !== undefined) {
    query = query.where('started_at', '<', (e) =>
      e.selectFrom('upload').select('started_at').where('upload_id', '=', before),
    );
  }
  return query.execute() as Promise<UploadTable[]>;
}
