import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What kind of secret an index or a ciphertext is for: a value sealed as one kind does not open as another. */
export type SealKind =
  | 'document'
  | 'name'
  | 'phone'
  | 'phone-code'
  | 'personnel-number'
  | 'approval'
  | 'roster-name'
  | 'csrf'
  | 'pseudonym'
  | 'channel-user'
  | 'limit'
  | 'consent'
  | 'answer'
  | 'scan-batch'
  | 'statement'
  | 'list-entry'
  | 'picture'
  | 'appeal'
  | 'certificate'
  | 'application'
  | 'colour-event'
  | 'pairwise'
  | 'pre-arrival'
  | 'ticket'
  | 'sign-on'
  | 'face'
  | 'trip'
  | 'visit';

/**
 * Personal data at rest. Ciphertext: key version (1 byte) ‖ nonce (12) ‖ AES-256-GCM ciphertext ‖ tag (16), bound to its kind.
 * Blind index: HMAC-SHA-256 of the normalised value, so that a value can be found without being readable.
 */
export interface Seal {
  /** Of the key that seals: the first byte of what it has sealed. */
  readonly version: number;
  seal(kind: SealKind, value: string | Uint8Array): Buffer;
  /** @throws Error when the ciphertext was altered, is of another kind, or its key version is not held. */
  open(kind: SealKind, sealed: Uint8Array): string;
  /** What was sealed as bytes; of a text its UTF-8. @throws Error as `open` */
  openBytes(kind: SealKind, sealed: Uint8Array): Buffer;
  index(kind: SealKind, value: string): Buffer;
}

const nonceLength = 12;
const tagLength = 16;

/** @param keys 32-byte master keys by version; the highest seals. @param indexKey 32 bytes, never rotated without re-indexing. */
export function createSeal(keys: ReadonlyMap<number, Uint8Array>, indexKey: Uint8Array): Seal {
  const newest = Math.max(...keys.keys());
  const openBytes: Seal['openBytes'] = (kind, sealed) => {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv(
      'aes-256-gcm',
      keyFor(keys, bytes[0] ?? 0, kind),
      bytes.subarray(1, 1 + nonceLength),
      { authTagLength: tagLength },
    );
    decipher.setAuthTag(bytes.subarray(-tagLength));
    return Buffer.concat([decipher.update(bytes.subarray(1 + nonceLength, -tagLength)), decipher.final()]);
  };
  return {
    version: newest,
    seal(kind, value) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', keyFor(keys, newest, kind), nonce);
      const ciphertext = typeof value === 'string' ? cipher.update(value, 'utf8') : cipher.update(value);
      return Buffer.concat([Buffer.of(newest), nonce, ciphertext, cipher.final(), cipher.getAuthTag()]);
    },
    open: (kind, sealed) => openBytes(kind, sealed).toString('utf8'),
    openBytes,
    index(kind, value) {
      return createHmac('sha256', indexKey)
        .update(`${kind}\0${value.normalize('NFC')}`)
        .digest();
    },
  };
}

function keyFor(keys: ReadonlyMap<number, Uint8Array>, version: number, kind: SealKind): Buffer {
  const key = keys.get(version);
  if (key === undefined) throw new Error(`seal key version ${version} is not held`);
  const known = derived.get(key)?.get(kind);
  if (known !== undefined) return known;
  const fresh = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), `tongxing seal ${kind}`, 32));
  derived.set(key, (derived.get(key) ?? new Map<SealKind, Buffer>()).set(kind, fresh));
  return fresh;
}

/** A key for a kind is derived once, for as long as its master key is held: deriving it costs as much as opening a field. */
const derived = new WeakMap<Uint8Array, Map<SealKind, Buffer>>();
