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
  interface Waiting {
    readonly piece: Piece;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let working = false;

  async function drain(): Promise<void> {
    working = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize);
      waiting = waiting.slice(batchSize);
      try {
        const results = await work(batch.map(({ piece }) => piece));
        batch.forEach(({ resolve }, position) => resolve(results[position] as Result));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    working = false;
  }

  return (piece) =>
    new Promise((resolve, reject) => {
      waiting.push({ piece, resolve, reject });
      if (!working) void drain();
    });
}
