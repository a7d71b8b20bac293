import { createMicroBatch } from './micro-batch.ts';

/** A batch takes this many at most. */
const batchSize = 500;

/**
 * Does single pieces of work many at a time: what arrives while a batch is being done makes up the next one. There is no timer: an
 * idle node does a piece at once, a busy one does larger batches with fewer statements. A piece begins after it was asked for, so
 * what had been committed by then is seen.
 *
 * @param work answers a batch in its order; when it rejects, every piece of the batch does
 */
export function inBatches<Piece, Result>(
  work: (pieces: readonly Piece[]) => Promise<readonly Result[]>,
): (piece: Piece) => Promise<Result> {
  return createMicroBatch({ most: batchSize, milliseconds: 0, whole: true }, work);
}
