import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openParcels, type TextStore } from './parcels.ts';
import type { WaitingItem } from './upload.ts';

/** A program that was ended: nothing it does any more reaches the store. */
class EndedError extends Error {}

/** A store on a phone whose battery ends after so many changes; whether the last of them was still made is left open. */
function storeOn(kept: Map<string, string>, changes: number, lastIsMade: boolean): TextStore {
  let left = changes;
  const change = async (make: () => void) => {
    left -= 1;
    if (left > 0 || (left === 0 && lastIsMade)) make();
    if (left <= 0) throw new EndedError();
  };
  return {
    read: async (name) => {
      if (left <= 0) throw new EndedError();
      return kept.get(name);
    },
    write: (name, text) => change(() => void kept.set(name, text)),
    remove: (name) => change(() => void kept.delete(name)),
  };
}

function item(n: number): WaitingItem {
  const content = {
    scanId: `scan ${n}`,
    scannedAt: '2026-11-23T08:00:00+08:00',
    verdict: 'pass' as const,
    findings: [],
    text: '',
  };
  return { kind: 'scan', content };
}

const action = fc.oneof(
  { weight: 6, arbitrary: fc.constant('add' as const) },
  fc.constantFrom('send' as const, 'send and lose the receipt' as const, 'take back' as const),
);
const life = fc.record({
  actions: fc.array(action, { maxLength: 80 }),
  changes: fc.integer({ min: 1, max: 120 }),
  lastIsMade: fc.boolean(),
});

describe('what waits in a store without transactions', () => {
  test('is lost in no order of things, ended anywhere, and never goes in two batches', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 6 }), async (lives) => {
        const kept = new Map<string, string>();
        /** What the node was sent, by batch. */
        const received = new Map<string, readonly string[]>();
        const promised = new Set<string>();
        let made = 0;
        const newId = () => `batch ${(made += 1)}`;
        const live = async ({ actions, changes, lastIsMade }: (typeof lives)[number]) => {
          const waiting = await openParcels(storeOn(kept, changes, lastIsMade), newId);
          let takeBack: (() => Promise<void>) | undefined;
          let last = '';
          for (const each of actions) {
            if (each === 'add') {
              last = `scan ${(made += 1)}`;
              takeBack = await waiting.add(item(made));
              promised.add(last);
            } else if (each === 'take back') {
              promised.delete(last);
              await takeBack?.();
            } else {
              const batch = await waiting.nextBatch();
              if (batch === undefined) continue;
              const scans = batch.scans.map(({ scanId }) => scanId);
              expect(received.get(batch.batchId) ?? scans).toEqual(scans);
              received.set(batch.batchId, scans);
              if (each === 'send') await waiting.forget(batch.batchId);
            }
          }
        };
        for (const each of lives) await live(each).catch(expectEnded);
        await live({
          actions: Array.from({ length: 400 }, () => 'send' as const),
          changes: Infinity,
          lastIsMade: true,
        });
        const all = [...received.values()].flat();
        expect(new Set(all).size).toBe(all.length);
        expect([...promised].filter((scan) => !all.includes(scan))).toEqual([]);
        expect([...kept.keys()]).toEqual(kept.size === 0 ? [] : ['waiting']);
      }),
    );
  });

  test('goes in the order in which it came, fifty at most in a batch, and is counted', async () => {
    const kept = new Map<string, string>();
    let made = 0;
    const open = () => openParcels(storeOn(kept, Infinity, true), () => `batch ${(made += 1)}`);
    const waiting = await open();
    for (let n = 0; n < 120; n += 1) await waiting.add(item(n));
    expect(await waiting.count()).toBe(120);
    const again = await open();
    expect(await again.count()).toBe(120);
    const sent: string[] = [];
    const sizes: number[] = [];
    for (let batch = await again.nextBatch(); batch !== undefined; batch = await again.nextBatch()) {
      sent.push(...batch.scans.map(({ scanId }) => scanId));
      sizes.push(batch.scans.length);
      await again.forget(batch.batchId);
    }
    expect(sent).toEqual(Array.from({ length: 120 }, (_, n) => `scan ${n}`));
    expect([sizes, await again.count()]).toEqual([[50, 50, 20], 0]);
  });

  test('is gone when it is emptied', async () => {
    const kept = new Map<string, string>();
    const waiting = await openParcels(storeOn(kept, Infinity, true), () => 'a batch');
    for (let n = 0; n < 60; n += 1) await waiting.add(item(n));
    await waiting.empty();
    expect([kept.size, await waiting.count(), await waiting.nextBatch()]).toEqual([0, 0, undefined]);
  });
});

function expectEnded(error: unknown): void {
  if (!(error instanceof EndedError)) throw error;
}
