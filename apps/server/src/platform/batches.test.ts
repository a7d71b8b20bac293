import { describe, expect, it, vi } from 'vitest';
import { inBatches } from './batches.ts';

/** A busy machine takes its time. */
const patience = 60_000;

/** Work that goes on only when the test lets it. */
function heldWork() {
  const batches: { pieces: readonly number[]; finish(): void; fail(error: Error): void }[] = [];
  const work = (pieces: readonly number[]) =>
    new Promise<string[]>((resolve, reject) => {
      batches.push({ pieces, finish: () => resolve(pieces.map((piece) => `done ${piece}`)), fail: reject });
    });
  return { batches, work };
}

describe('work in batches', () => {
  it('begins at once, and what arrives meanwhile makes up the next batch', async () => {
    const { batches, work } = heldWork();
    const once = inBatches(work);
    const answers = [once(1), once(2), once(3)];
    expect(batches.map(({ pieces }) => pieces)).toEqual([[1]]);
    batches[0]?.finish();
    expect(await answers[0]).toBe('done 1');
    await vi.waitFor(() => expect(batches).toHaveLength(2), patience);
    expect(batches.map(({ pieces }) => pieces)).toEqual([[1], [2, 3]]);
    batches[1]?.finish();
    expect(await Promise.all(answers)).toEqual(['done 1', 'done 2', 'done 3']);
  });

  it('rejects all of a batch that failed, and goes on with the next', async () => {
    const { batches, work } = heldWork();
    const once = inBatches(work);
    const answers = [once(1), once(2), once(3)];
    const outcomes = Promise.allSettled(answers);
    batches[0]?.finish();
    await vi.waitFor(() => expect(batches).toHaveLength(2), patience);
    const later = once(4);
    batches[1]?.fail(new Error('broken'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await vi.waitFor(() => expect(batches).toHaveLength(3), patience);
    batches[2]?.finish();
    expect(await later).toBe('done 4');
  });

  it('takes five hundred pieces at a time at most', async () => {
    const sizes: number[] = [];
    const once = inBatches(async (pieces: readonly number[]) => {
      sizes.push(pieces.length);
      return pieces;
    });
    await Promise.all(Array.from({ length: 1201 }, (_, n) => once(n)));
    expect(sizes).toEqual([1, 500, 500, 200]);
  });
});
