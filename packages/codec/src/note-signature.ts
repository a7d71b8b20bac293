import { concatBytes } from './bytes.ts';
import { CodecError } from './errors.ts';
import { type Note, type NoteSignature } from './note.ts';
import type { NoteKey } from './note-key.ts';
import { encodeUtf8 } from './utf8.ts';

/** Pure Ed25519 (RFC 8032), supplied by the platform. False for anything that is not a valid signature; never throws. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/** Signs with an Ed25519 key that the caller holds: 64 bytes. */
export type SignEd25519 = (message: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** A signature by one of the keys that were asked for. */
export interface VerifiedSignature {
  readonly key: NoteKey;
  /** When the witness saw the log in this state, in seconds since 1970; only cosignatures have it. */
  readonly timestamp?: number;
}

const SIGNATURE_BYTES = 64;
const TIMESTAMP_BYTES = 8;

/** Signs the text of a note with an `ed25519` key. */
export async function signNote(text: string, key: NoteKey, sign: SignEd25519): Promise<NoteSignature> {
  const signature = requireLength(await sign(encodeUtf8(text)), SIGNATURE_BYTES);
  return { name: key.name, keyId: key.keyId, signature };
}

/**
 * Cosigns a checkpoint: "at this time, this is the largest consistent tree I have seen of this log".
 * @param text of the checkpoint, extension lines included
 * @param timestamp seconds since 1970
 * @throws CodecError `time-out-of-range`
 */
export async function cosign(text: string, timestamp: number, key: NoteKey, sign: SignEd25519): Promise<NoteSignature> {
  if (!Number.isSafeInteger(timestamp) || timestamp < 0) throw new CodecError('time-out-of-range');
  const signature = requireLength(await sign(cosignedMessage(text, timestamp)), SIGNATURE_BYTES);
  return { name: key.name, keyId: key.keyId, signature: concatBytes(bigEndian64(timestamp), signature) };
}

/** What an Ed25519 witness signs: C2SP tlog-cosignature, cosignature/v1. */
export function cosignedMessage(text: string, timestamp: number): Uint8Array {
  return encodeUtf8(`cosignature/v1\ntime ${timestamp}\n${text}`);
}

/**
 * Checks every signature of a note that claims to be by one of `keys`; the others are ignored, as C2SP signed-note
 * demands. One wrong signature by a known key spoils the note, and so does the lack of any right one.
 * @returns the verified signatures, in the order of the note, at most one per key
 * @throws CodecError `bad-signature`
 */
export async function verifyNote(
  note: Note,
  keys: readonly NoteKey[],
  verify: VerifyEd25519,
): Promise<VerifiedSignature[]> {
  const verified: VerifiedSignature[] = [];
  for (const line of note.signatures) {
    const key = keys.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (key === undefined || verified.some((earlier) => earlier.key === key)) continue;
    verified.push(await verifyLine(note.text, line, key, verify));
  }
  if (verified.length === 0) throw new CodecError('bad-signature', 'no signature by a known key');
  return verified;
}

async function verifyLine(
  text: string,
  line: NoteSignature,
  key: NoteKey,
  verify: VerifyEd25519,
): Promise<VerifiedSignature> {
  if (key.type === 'ed25519') {
    const isValid =
      line.signature.length === SIGNATURE_BYTES && (await verify(key.publicKey, encodeUtf8(text), line.signature));
    if (!isValid) throw new CodecError('bad-signature');
    return { key };
  }
  const timestamp = line.signature.subarray(0, TIMESTAMP_BYTES).reduce((time, byte) => time * 256 + byte, 0);
  const signature = line.signature.subarray(TIMESTAMP_BYTES);
  const isValid =
    signature.length === SIGNATURE_BYTES &&
    Number.isSafeInteger(timestamp) &&
    (await verify(key.publicKey, cosignedMessage(text, timestamp), signature));
  if (!isValid) throw new CodecError('bad-signature');
  return { key, timestamp };
}

function bigEndian64(value: number): Uint8Array {
  const bytes = new Uint8Array(TIMESTAMP_BYTES);
  let rest = value;
  for (let i = TIMESTAMP_BYTES - 1; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return bytes;
}

function requireLength(signature: Uint8Array, length: number): Uint8Array {
  if (signature.length !== length) throw new CodecError('invalid-signature-length');
  return signature;
}
