import { decodeBase64, encodeBase64 } from './base64.ts';
import { concatBytes } from './bytes.ts';
import { CodecError } from './errors.ts';
import type { Sha256 } from './merkle.ts';
import { requireKeyName } from './note.ts';
import { encodeUtf8 } from './utf8.ts';

/**
 * How a key signs notes: `ed25519` over the text (C2SP signed-note), `cosignature` over a time and the text
 * (C2SP tlog-cosignature, cosignature/v1).
 */
export type NoteKeyType = 'ed25519' | 'cosignature';

/** A public key that signs notes. Name and id together name it; the same Ed25519 key has another id for each type. */
export interface NoteKey {
  readonly name: string;
  readonly keyId: number;
  readonly type: NoteKeyType;
  /** Ed25519, 32 bytes (RFC 8032). */
  readonly publicKey: Uint8Array;
}

/** Signature type identifier bytes of C2SP signed-note. */
const TYPE_BYTES: Readonly<Record<NoteKeyType, number>> = { ed25519: 0x01, cosignature: 0x04 };
const PUBLIC_KEY_BYTES = 32;
const MAXIMUM_VERIFIER_KEY = 1_000;

/**
 * The key of that name. Its id is the beginning of SHA-256(name ‖ 0x0A ‖ type ‖ public key).
 * @throws CodecError `malformed-note` for a name no note can carry, `malformed-verifier-key` for another length
 */
export function noteKey(name: string, type: NoteKeyType, publicKey: Uint8Array, sha256: Sha256): NoteKey {
  requireKeyName(name);
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw malformed();
  const digest = sha256(concatBytes(encodeUtf8(`${name}\n`), Uint8Array.of(TYPE_BYTES[type]), publicKey));
  const keyId = digest.subarray(0, 4).reduce((id, byte) => id * 256 + byte, 0);
  return { name, keyId, type, publicKey };
}

/** The text form of a key, as log and witness operators publish it: `name+id in hex+base64(type ‖ public key)`. */
export function formatVerifierKey({ name, keyId, type, publicKey }: NoteKey): string {
  const bytes = concatBytes(Uint8Array.of(TYPE_BYTES[type]), publicKey);
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${encodeBase64(bytes)}`;
}

/**
 * Reads the text form of a key.
 * @throws CodecError `malformed-verifier-key`, also for an id that is not the key's and for types we do not use
 */
export function parseVerifierKey(text: string, sha256: Sha256): NoteKey {
  if (text.length > MAXIMUM_VERIFIER_KEY) throw malformed();
  // Only the name has no plus sign: base64 may have some.
  const match = /^([^\p{White_Space}+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text);
  const bytes = match === null ? undefined : decodeBase64(match[3]!);
  const type = (Object.keys(TYPE_BYTES) as NoteKeyType[]).find((name) => TYPE_BYTES[name] === bytes?.[0]);
  if (match === null || bytes === undefined || type === undefined) throw malformed();
  const key = noteKey(match[1]!, type, bytes.slice(1), sha256);
  if (formatVerifierKey(key) !== text) throw malformed();
  return key;
}

function malformed(): CodecError {
  return new CodecError('malformed-verifier-key');
}
