import type { Waiting } from '@tongxing/device';
import { emptyDatabase, openDatabase } from './database.ts';
import { createKept, type Kept } from './kept.ts';
import { openKeys, type Keys } from './keys.ts';
import { createWaiting } from './waiting.ts';

/** All that is kept in this browser. */
export interface Holdings {
  readonly keys: Keys;
  readonly kept: Kept;
  readonly waiting: Waiting;
  /** Destroys it, and begins anew with other keys. */
  empty(): Promise<void>;
}

export async function openHoldings(): Promise<Holdings> {
  const database = await openDatabase();
  const fill = async () => {
    const keys = await openKeys(database);
    return { keys, kept: createKept(database, keys), waiting: createWaiting(database, keys) };
  };
  let held = await fill();
  return {
    get keys() {
      return held.keys;
    },
    get kept() {
      return held.kept;
    },
    get waiting() {
      return held.waiting;
    },
    async empty() {
      await emptyDatabase(database);
      held = await fill();
    },
  };
}
