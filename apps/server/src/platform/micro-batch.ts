import { setTimeout as pause } from 'node:timers/promises';

/**
 * Gathers what is asked for one by one into batches: what arrives within a moment of the first, or while a batch is being written, is
 * written together. `write` answers in the order of its items.
 *
 * Where a batch fails, each of its items is tried by itself, so that nobody's request fails for another's fault.
 * @param batch at most how many items, and how long the first of them waits for others
 */
export function createMicroBatch<T, R>(
  batch: { readonly most: number; readonly milliseconds: number },
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
      if (taken.length === 1) taken[0]?.reject(error);
      else for (const one of taken) await writeAll([one]);
    }
  }

  async function drain(): Promise<void> {
    writing = true;
    while (waiting.length > 0) {
      if (waiting.length < batch.most) await pause(batch.milliseconds);
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
