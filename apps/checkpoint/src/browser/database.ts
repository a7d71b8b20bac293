import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { WaitingItem } from '@tongxing/device';

/** Bytes that only this browser can read: AES-GCM (NIST SP 800-38D) with a key that cannot be taken out of it. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** What waits to be sent; `batchId` once it has been put into a batch. */
export interface WaitingRow {
  readonly sequence?: number;
  readonly kind: WaitingItem['kind'];
  readonly batchId: string;
  readonly sealed: Sealed;
}

interface Schema extends DBSchema {
  /** Handles of keys; what they are made of never leaves the browser. */
  keys: { key: 'sign' | 'seal'; value: CryptoKeyPair | CryptoKey };
  kept: { key: string; value: Sealed };
  waiting: { key: number; value: WaitingRow; indexes: { batch: string } };
}

export type Database = IDBPDatabase<Schema>;

const name = 'tongxing-checkpoint';

export function openDatabase(): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('keys');
      database.createObjectStore('kept');
      const waiting = database.createObjectStore('waiting', { keyPath: 'sequence', autoIncrement: true });
      waiting.createIndex('batch', 'batchId');
    },
  });
}

/** Everything of this device is gone afterwards, its keys first: what they sealed cannot be read any more. */
export async function emptyDatabase(database: Database): Promise<void> {
  const change = database.transaction(['keys', 'kept', 'waiting'], 'readwrite', { durability: 'strict' });
  for (const store of ['keys', 'kept', 'waiting'] as const) void change.objectStore(store).clear();
  await change.done;
}
