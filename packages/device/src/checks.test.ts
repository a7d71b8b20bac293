import type { schemas } from '@tongxing/contract';
import { expect, test } from 'vitest';
import { openChecks } from './checks.ts';
import type { Holdings } from './platform.ts';

const checkOf = (checkId: string) => ({ checkId, verdict: 'stop' }) as schemas.CheckRecord;
const [first, second, third] = ['1', '2', '3'].map(checkOf) as [
  schemas.CheckRecord,
  schemas.CheckRecord,
  schemas.CheckRecord,
];

/** A store that remembers what it holds, and takes nothing into what waits while it is full. */
function openStore() {
  const store = { checks: [] as readonly schemas.CheckRecord[], waiting: [] as unknown[], isFull: false };
  const held = {
    kept: {
      get: async () => store.checks,
      put: async (_name: string, checks: readonly schemas.CheckRecord[]) => void (store.checks = checks),
    },
    waiting: {
      add: async ({ content }: { content: unknown }) => {
        if (store.isFull) throw new Error('the disk is full');
        store.waiting.push(content);
      },
    },
  } as unknown as Pick<Holdings, 'kept' | 'waiting'>;
  return { store, open: () => openChecks(held, async () => undefined) };
}

test('a check that could not be handed over stays on the disk, and goes with the next one', async () => {
  const { store, open } = openStore();
  const checks = await open();
  store.isFull = true;
  await checks.keep([], [first]);
  await checks.keep([third], [second]);
  expect(store.checks).toEqual([third, first, second]);
  store.isFull = false;
  await checks.keep([], [third]);
  await expect.poll(() => store.checks).toEqual([]);
  expect(store.waiting).toEqual([first, second, third]);
});

test('what was left when the program ended is handed over when it is opened again', async () => {
  const { store, open } = openStore();
  await (await open()).keep([first, second], []);
  expect(store.waiting).toEqual([]);
  await open();
  expect(store.waiting).toEqual([first, second]);
  expect(store.checks).toEqual([]);
});
