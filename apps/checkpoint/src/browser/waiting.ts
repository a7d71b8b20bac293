import { batchOf, mostInBatch, mostRegistrations, type Waiting, type WaitingItem } from '@tongxing/device';
import type { Database, WaitingRow } from './database.ts';
import type { BrowserKeys } from './keys.ts';

/** The batch of rows that are in none yet. */
const unbatched = '';

/** What waits, in the browser's database: on the disk when a promise of it settles, so that a browser that is killed loses nothing. */
export function createWaiting(database: Database, keys: BrowserKeys): Waiting {
  const open = async ({ kind, sealed }: WaitingRow) => ({ kind, content: await keys.open(sealed) }) as WaitingItem;
  return {
    async add({ kind, content }) {
      const row: WaitingRow = { kind, batchId: unbatched, sealed: await keys.seal(content) };
      const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
      const sequence = await change.store.add(row);
      await change.done;
      return () => takeBack(database, sequence);
    },
    async nextBatch() {
      const batchId = (await batchBegun(database)) ?? (await cutBatch(database));
      if (batchId === undefined) return undefined;
      const rows = await database.getAllFromIndex('waiting', 'batch', batchId);
      return batchOf(batchId, await Promise.all(rows.map(open)));
    },
    async forget(batchId) {
      const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
      for (const key of await change.store.index('batch').getAllKeys(batchId)) void change.store.delete(key);
      await change.done;
    },
    count: () => database.count('waiting'),
  };
}

/** The id of a batch that was cut before and has no receipt. */
async function batchBegun(database: Database): Promise<string | undefined> {
  const cursor = await database
    .transaction('waiting')
    .store.index('batch')
    .openKeyCursor(IDBKeyRange.lowerBound(unbatched, true));
  return cursor?.key;
}

/**
 * Puts the oldest rows into a batch, as many as the node takes. Its id stays on them: a batch that comes twice is to be the same one.
 * Oldest first: a check never goes before its scan.
 */
async function cutBatch(database: Database): Promise<string | undefined> {
  const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
  const rows = await change.store.index('batch').getAll(unbatched, mostInBatch);
  const batchId = crypto.randomUUID();
  let registrations = 0;
  for (const row of rows) {
    if (row.kind === 'registration') registrations += 1;
    if (registrations > mostRegistrations) break;
    void change.store.put({ ...row, batchId });
  }
  await change.done;
  return rows.length === 0 ? undefined : batchId;
}

async function takeBack(database: Database, sequence: number): Promise<void> {
  const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
  const row = await change.store.get(sequence);
  if (row?.batchId === unbatched) void change.store.delete(sequence);
  await change.done;
}
