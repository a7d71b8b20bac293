import { decodeBase64, encodeBase64 } from '@tongxing/codec';
import type { Fetched, Holdings, Kept, KeptTypes } from '@tongxing/device';
import type { Database, Sealed } from './database.ts';
import type { BrowserKeys } from './keys.ts';

export function createKept(database: Database, keys: BrowserKeys): Kept {
  return {
    async get(name) {
      const sealed = await database.get('kept', name);
      return sealed && ((await keys.open(sealed)) as KeptTypes[typeof name]);
    },
    async put(name, content) {
      await putStrictly(database, name, await keys.seal(content));
    },
    drop: (name) => database.delete('kept', name),
  };
}

/** On the disk when it settles: what a guard has seen is there after her battery has died. */
async function putStrictly(database: Database, name: string, sealed: Sealed): Promise<void> {
  const change = database.transaction('kept', 'readwrite', { durability: 'strict' });
  void change.store.put(sealed, name);
  await change.done;
}

const row = 'fetched';

export function createFetched(database: Database, keys: BrowserKeys): Holdings['fetched'] {
  return {
    async get() {
      const sealed = await database.get('kept', row);
      return sealed && readFetched((await keys.open(sealed)) as StoredFetched);
    },
    async put(fetched) {
      await putStrictly(database, row, await keys.seal(storeFetched(fetched)));
    },
  };
}

/** {@link Fetched} as JSON: bytes in base64. */
interface StoredFetched extends Omit<Fetched, 'trustList' | 'statusLists'> {
  readonly trustList: string;
  readonly statusLists: readonly (readonly [uri: string, token: string])[];
}

function storeFetched({ trustList, statusLists, ...rest }: Fetched): StoredFetched {
  return {
    ...rest,
    trustList: encodeBase64(trustList),
    statusLists: [...statusLists].map(([uri, token]) => [uri, encodeBase64(token)]),
  };
}

function readFetched({ trustList, statusLists, ...rest }: StoredFetched): Fetched {
  const bytes = (text: string) => decodeBase64(text) ?? new Uint8Array();
  return {
    ...rest,
    trustList: bytes(trustList),
    statusLists: new Map(statusLists.map(([uri, token]) => [uri, bytes(token)])),
  };
}
