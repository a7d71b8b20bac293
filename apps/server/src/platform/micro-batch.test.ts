import { describe, expect, it } from 'vitest';
import { createMicroBatch } from './micro-batch.ts';

/** Writes numbers, except those that fail; remembers which were written together. */
function writer(batch = { most: 100, milliseconds: 1 }, fails: (items: readonly number[]) => boolean = () => false) {
  const written: number[][] = [];
  const write = createMicroBatch<number, string>(batch, async (items) => {
    written.push([...items]);
    if (fails(items)) throw new Error(`failed ${items.join()}`);
    return items.map((item) => `n${item}`);
  });
  return { write, written };
}

describe('a micro-batch', () => {
  it('writes together what arrives within a moment, and answers each with its own result', async () => {
    const { write, written } = writer();
    expect(await Promise.all([3, 1, 2].map(write))).toEqual(['n3', 'n1', 'n2']);
    expect(written).toEqual([[3, 1, 2]]);
    expect(await write(4)).toBe('n4');
    expect(written).toEqual([[3, 1, 2], [4]]);
  });

  it('holds at most so many', async () => {
    const { write, written } = writer({ most: 2, milliseconds: 1 });
    await Promise.all([1, 2, 3, 4, 5].map(write));
    expect(written).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('that fails is tried item by item: only the one at fault fails', async () => {
    const { write, written } = writer(undefined, (items) => items.includes(2));
    const results = await Promise.allSettled([1, 2, 3].map(write));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(written).toEqual([[1, 2, 3], [1], [2], [3]]);
    // And goes on afterwards.
    expect(await write(4)).toBe('n4');
  });

  it('that fails for want of a database does not have each item wait for it in turn', async () => {
    const written: number[][] = [];
    const write = createMicroBatch<number, string>({ most: 100, milliseconds: 1 }, async (items) => {
      written.push([...items]);
      throw Object.assign(new Error('the database is shutting down'), { code: '57P01' });
    });
    const results = await Promise.allSettled([1, 2, 3].map(write));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(written).toEqual([[1, 2, 3], [1]]);
  });
});
