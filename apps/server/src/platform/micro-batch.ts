import { setTimeout as pause } from 'node:timers/promises';
import { outageOf } from './outage.ts';

/**
 * Gathers what is asked for one by one into batches: what arrives within a moment of the first, or while a batch is being written, is
 * written together. `write` answers in the order of its items.
 *
 * Where a batch fails, each of its items is tried by itself, so that nobody's request fails for another's fault; but once one by itself
 * finds that the node lacks something, the others are told so and do not wait for it one after the other.
 * @param batch at most how many items; how long the first of them waits for others, 0 to begin at once; with `whole`, all items of a
 * batch that fails fail
 */
export function createMicroBatch<T, R>(
  batch: { readonly most: number; readonly milliseconds: number; readonly whole?: true },
  write: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  interface Waiting {
    readonly item: T;
    readonly resolve: (result: R) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  async function writeAll(taken: readonly Waiting[]): Promise<void> {
    try {
      const results = await write(taken.map(({ item }) => item));
      taken.forEach(({ resolve }, position) => resolve(results[position] as R));
    } catch (error) {
      if (taken.length === 1 || batch.whole === true) for (const { reject } of taken) reject(error);
      else await writeEach(taken);
    }
  }

  async function writeEach(taken: readonly Waiting[]): Promise<void> {
    for (const [position, { item, resolve, reject }] of taken.entries()) {
      try {
        const [result] = await write([item]);
        resolve(result as R);
      } catch (error) {
        reject(error);
        if (outageOf(error) === undefined) continue;
        for (const later of taken.slice(position + 1)) later.reject(error);
        return;
      }
    }
  }

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      if (batch.milliseconds > 0 && waiting.length < batch.most) await pause(batch.milliseconds);
      const taken = waiting.slice(0, batch.most);
      waiting = waiting.slice(batch.most);
      await writeAll(taken);
    }
    writing = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void drain();
    });
}
