import type { schemas } from '@tongxing/contract';
import { toEdgeOrNull } from '../../platform/clock.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { divisionPrefix } from '@tongxing/rules';

/** A batch that waits to be verified. */
export interface UnverifiedBatch {
  readonly venueId: string;
  readonly uploadId: string;
  readonly attempts: number;
}

/** The batches that are due, so many at most; those that have waited longest first. */
export async function dueBatches(read: Read, now: Date, limit: number): Promise<UnverifiedBatch[]> {
  const rows = await read
    .selectFrom('scan_unverified')
    .select(['venue_id', 'upload_id', 'attempts'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ venueId: row.venue_id, uploadId: row.upload_id, attempts: row.attempts }));
}

/** What the device sent; undefined when somebody else has verified it meanwhile. */
export async function sealedBatch(read: Read, { venueId, uploadId }: UnverifiedBatch): Promise<Buffer | undefined> {
  const row = await read
    .selectFrom('scan_unverified')
    .select('batch_sealed')
    .where('venue_id', '=', venueId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  return row?.batch_sealed;
}

/** Takes a batch out of the backlog, its texts with it. False when somebody else has verified it meanwhile. */
export async function takeOut(tx: Tx, { venueId, uploadId }: UnverifiedBatch): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('scan_unverified')
    .where('venue_id', '=', venueId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** A batch that could not be verified must not hold up those behind it. */
export async function postpone(read: Read, batch: UnverifiedBatch, dueAt: Date): Promise<void> {
  await read
    .updateTable('scan_unverified')
    .set({ due_at: dueAt, attempts: batch.attempts + 1 })
    .where('venue_id', '=', batch.venueId)
    .where('upload_id', '=', batch.uploadId)
    .execute();
}

/** Of the venues in a division or below it: how many uploaded scans have not been verified yet, since when the oldest waits, and how many of them could not be at first. */
export async function scanBacklog(read: Read, division: string): Promise<schemas.ScanBacklog> {
  const row = await read
    .selectFrom('scan_unverified')
    .innerJoin('venue', 'venue.venue_id', 'scan_unverified.venue_id')
    .where('venue.division', 'like', `${divisionPrefix(division)}%`)
    .select((e) => [
      e.fn.coalesce(e.fn.sum<number>('size'), e.val(0)).as('scans'),
      e.fn.min('received_at').as('oldest'),
      e.fn.coalesce(e.fn.sum<number>('size').filterWhere('attempts', '>', 0), e.val(0)).as('failed'),
    ])
    .executeTakeFirstOrThrow();
  return { scans: row.scans, oldestReceivedAt: toEdgeOrNull(row.oldest), failedOnce: row.failed };
}
