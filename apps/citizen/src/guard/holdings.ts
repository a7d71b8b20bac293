import { publicKey, sign } from '@tongxing/codec/es256';
import { createTurns, openParcels, type Holdings, type KeptTypes } from '@tongxing/device';
import { fromBase64Url, toBase64Url } from '@/phone/base64';
import { vendor } from '@/vendor';
import { keeping } from '@/vendor/keeping';
import { createFetched } from './fetched';

const folder = 'tongxing.guard.';
const store = {
  read: (name: string) => keeping.read(folder + name),
  write: (name: string, text: string) => keeping.write(folder + name, text),
  remove: (name: string) => keeping.remove(folder + name),
};

/** The device's key and what it is, under one name. */
type Own = Partial<KeptTypes> & {
  /** 32 bytes, base64url. */
  readonly key: string;
};

/**
 * All that the phone keeps for a guard, in the storage that the platform seals. A mini-program has no key that cannot be taken out: who can
 * read that storage has the device, until it is revoked.
 */
export async function openHoldings(newId: () => string): Promise<Holdings> {
  const waiting = await openParcels(store, newId);
  const fetched = createFetched(store);
  let own = await openOwn();
  const inTurn = createTurns();
  // One after the other: what is written last is what was meant last.
  const change = (changed: Partial<Own>) =>
    inTurn(async () => {
      own = { ...own, ...changed };
      await store.write('own', JSON.stringify(own));
    });
  return {
    get keys() {
      const key = fromBase64Url(own.key);
      const { x, y } = publicKey(key);
      return {
        publicKey: { suite: 'ES256' as const, x: toBase64Url(x), y: toBase64Url(y) },
        sign: async (payload: Uint8Array) => sign(key)(payload),
      };
    },
    kept: {
      get: async (name) => own[name] as KeptTypes[typeof name] | undefined,
      put: (name, content) => change({ [name]: content }),
      drop: (name) => change({ [name]: undefined }),
    },
    waiting,
    fetched,
    empty: () =>
      inTurn(async () => {
        await store.remove('own');
        await waiting.empty();
        await fetched.empty();
        own = await openOwn();
      }),
  };
}

async function openOwn(): Promise<Own> {
  const text = await store.read('own');
  if (text !== undefined) return JSON.parse(text) as Own;
  const own = { key: toBase64Url(await vendor.random(32)) };
  await store.write('own', JSON.stringify(own));
  return own;
}
