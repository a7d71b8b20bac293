import type { Holdings } from '@tongxing/device';
import { emptyDatabase, openDatabase } from './database.ts';
import { createFetched, createKept } from './kept.ts';
import { openKeys } from './keys.ts';
import { createWaiting } from './waiting.ts';

/** All that is kept in this browser. */
export async function openHoldings(): Promise<Holdings> {
  const database = await openDatabase();
  const fill = async () => {
    const keys = await openKeys(database);
    const [kept, fetched] = [createKept(database, keys), createFetched(database, keys)];
    return { keys, kept, fetched, waiting: createWaiting(database, keys) };
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
    get fetched() {
      return held.fetched;
    },
    async empty() {
      await emptyDatabase(database);
      held = await fill();
    },
  };
}
