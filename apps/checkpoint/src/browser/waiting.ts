import type { schemas } from '@tongxing/contract';
import { mostInBatch, type Waiting } from '../device/index.ts';
import type { Database, WaitingRow } from './database.ts';
import type { Keys } from './keys.ts';

/** The batch of rows that are in none yet. */
const unbatched = '';

/** What waits, in the browser's database: on the disk when a promise of it settles, so that a browser that is killed loses nothing. */
export function createWaiting(database: Database, keys: Keys): Waiting {
  const rowsOf = (batchId: string) => database.getAllFromIndex('waiting', 'batch', batchId, mostInBatch);
  return {
    async add(scan) {
      const row: WaitingRow = { kind: 'scan', batchId: unbatched, sealed: await keys.seal(scan) };
      const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
      void change.store.add(row);
      await change.done;
    },
    async nextBatch() {
      const batchId = (await batchBegun(database)) ?? (await cutBatch(database));
      if (batchId === undefined) return undefined;
      const rows = await rowsOf(batchId);
      const scans = await Promise.all(rows.map(({ sealed }) => keys.open(sealed)));
      return { batchId, scans: scans as schemas.ScanBatch['scans'] };
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

/** Puts the oldest rows into a batch. Its id stays on them: a batch that comes twice is to be the same one. */
async function cutBatch(database: Database): Promise<string | undefined> {
  const change = database.transaction('waiting', 'readwrite', { durability: 'strict' });
  const rows = await change.store.index('batch').getAll(unbatched, mostInBatch);
  const batchId = crypto.randomUUID();
  for (const row of rows) void change.store.put({ ...row, batchId });
  await change.done;
  return rows.length === 0 ? undefined : batchId;
}
