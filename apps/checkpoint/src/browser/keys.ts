import type { Keys } from '@tongxing/device';
import type { Database, Sealed } from './database.ts';

/** The device's keys. Neither can be taken out of the browser: who copies its storage has nothing to sign or to read with. */
export interface BrowserKeys extends Keys {
  seal(content: unknown): Promise<Sealed>;
  open(sealed: Sealed): Promise<unknown>;
}

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const ivBytes = 12;

/** The keys of before, or new ones. */
export async function openKeys(database: Database): Promise<BrowserKeys> {
  const [signing, sealing] = await Promise.all([database.get('keys', 'sign'), database.get('keys', 'seal')]);
  if (isPair(signing) && sealing !== undefined && !isPair(sealing)) return keysOf(signing, sealing);
  return makeKeys(database);
}

async function makeKeys(database: Database): Promise<BrowserKeys> {
  const [pair, sealing] = await Promise.all([
    crypto.subtle.generateKey(curve, false, ['sign', 'verify']),
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  ]);
  const change = database.transaction('keys', 'readwrite', { durability: 'strict' });
  void change.store.put(pair, 'sign');
  void change.store.put(sealing, 'seal');
  await change.done;
  return keysOf(pair, sealing);
}

async function keysOf(pair: CryptoKeyPair, sealing: CryptoKey): Promise<BrowserKeys> {
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    publicKey: { suite: 'ES256', x, y },
    async sign(payload) {
      const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
      return new Uint8Array(await crypto.subtle.sign(algorithm, pair.privateKey, payload as BufferSource));
    },
    async seal(content) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const plain = new TextEncoder().encode(JSON.stringify(content));
      return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, plain) };
    },
    async open({ iv, bytes }) {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, sealing, bytes);
      return JSON.parse(new TextDecoder().decode(plain)) as unknown;
    },
  };
}

function isPair(key: CryptoKeyPair | CryptoKey | undefined): key is CryptoKeyPair {
  return key !== undefined && 'privateKey' in key;
}
