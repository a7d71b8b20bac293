import { isBytes } from './bytes.ts';
import { type CborMap, CborTag, type CborValue, decodeCbor, type DecodeOptions, encodeCbor } from './cbor.ts';
import {
  decodeHeaders,
  encodeProtected,
  type Headers,
  protectedForSignature,
  requireAlgOf,
  requireUnderstood,
} from './cose-header.ts';
import { CodecError } from './errors.ts';
import { type PublicKey, SIGNATURE_BYTES, type Verifier } from './suites.ts';

/** CBOR tag of COSE_Sign1 (RFC 9052 §2). */
export const SIGN1_TAG = 18;

const NO_AAD = new Uint8Array(0);

/** A decoded COSE_Sign1 message; byte strings are views into the input. Nothing in it has been verified. */
export interface Sign1 extends Headers {
  /** Null when the payload is detached. */
  readonly payload: Uint8Array | null;
  readonly signature: Uint8Array;
  readonly tagged: boolean;
}

export interface DecodeMessageOptions extends DecodeOptions {
  /** Whether the CBOR tag of the message type must be there. */
  readonly tagged: 'required' | 'optional';
}

export interface VerifyMessageOptions {
  /** Default empty. */
  readonly externalAad?: Uint8Array;
  /** The content of a message whose payload is detached. Refused when the message carries its own. */
  readonly payload?: Uint8Array;
  /** RFC 9052 §3.1 wants `alg` authenticated; `accept` is for messages of others that leave it unprotected. */
  readonly unprotectedAlg?: 'refuse' | 'accept';
  readonly maxBytes?: number;
}

/**
 * Decodes a COSE_Sign1 message (RFC 9052 §4.2). Throws CBOR codes, `cose-wrong-tag`, `malformed-cose`,
 * `cose-duplicate-label`.
 */
export function decodeSign1(bytes: Uint8Array, options: DecodeMessageOptions): Sign1 {
  const { fields, tagged } = decodeMessage(bytes, SIGN1_TAG, options);
  const [protectedBytes, unprotected, payload, signature] = fields;
  if (payload === undefined || !isBytes(signature)) throw new CodecError('malformed-cose');
  return {
    ...decodeHeaders(protectedBytes, unprotected, options),
    payload: requirePayload(payload),
    signature,
    tagged,
  };
}

/**
 * Encodes a COSE_Sign1 message with tag 18. The protected header is a map or the content of its byte string, as it was
 * signed. A null payload makes the message detached.
 */
export function encodeSign1(
  headers: { readonly protected: CborMap | Uint8Array; readonly unprotected: CborMap },
  payload: Uint8Array | null,
  signature: Uint8Array,
): Uint8Array {
  const header = isBytes(headers.protected) ? headers.protected : encodeProtected(headers.protected);
  return encodeCbor(new CborTag(SIGN1_TAG, [header, headers.unprotected, payload, signature]));
}

/** The bytes that a COSE_Sign1 signature covers (RFC 9052 §4.4). `protectedBytes` is the content of the byte string. */
export function sigStructure1(protectedBytes: Uint8Array, externalAad: Uint8Array, payload: Uint8Array): Uint8Array {
  return encodeCbor(['Signature1', protectedForSignature(protectedBytes), externalAad, payload]);
}

/**
 * Decodes a COSE_Sign1 message of anybody and verifies it with `key`; resolves with the message. Accepts any valid CBOR
 * encoding, tagged or not.
 *
 * Rejects with the codes of `decodeSign1` and `cose-crit-not-understood`, `cose-alg-not-protected`, `unknown-suite`,
 * `cose-alg-mismatch`, `cose-payload-detached`, `bad-signature`.
 */
export async function verifySign1(
  bytes: Uint8Array,
  key: PublicKey,
  verifier: Verifier,
  options: VerifyMessageOptions = {},
): Promise<Sign1> {
  const bound = options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes };
  const message = decodeSign1(bytes, { tagged: 'optional', encoding: 'valid', ...bound });
  requireUnderstood(message);
  requireAlgOf(key, message, options.unprotectedAlg ?? 'refuse');
  const payload = contentOf(message.payload, options.payload);
  const toBeSigned = sigStructure1(message.protectedBytes, options.externalAad ?? NO_AAD, payload);
  await requireSignature(key, toBeSigned, message.signature, verifier);
  return message;
}

/** Unwraps the tag and the array of four that COSE_Sign1 and COSE_Sign share. */
export function decodeMessage(
  bytes: Uint8Array,
  tag: number,
  options: DecodeMessageOptions,
): { fields: CborValue[]; tagged: boolean } {
  const value = decodeCbor(bytes, options);
  const tagged = value instanceof CborTag;
  if (tagged ? value.tag !== tag : options.tagged === 'required') throw new CodecError('cose-wrong-tag');
  const fields = tagged ? value.value : value;
  if (!Array.isArray(fields) || fields.length !== 4) throw new CodecError('malformed-cose');
  return { fields, tagged };
}

/** The payload field: a byte string, or null when detached. */
export function requirePayload(payload: CborValue): Uint8Array | null {
  if (payload !== null && !isBytes(payload)) throw new CodecError('malformed-cose');
  return payload;
}

/** The content to verify: carried by the message or supplied, never both, so that nobody chooses between two. */
export function contentOf(carried: Uint8Array | null, supplied: Uint8Array | undefined): Uint8Array {
  const content = carried ?? supplied;
  if (content === undefined || (carried && supplied)) throw new CodecError('cose-payload-detached');
  return content;
}

/** Throws `bad-signature` unless `signature` is `key`'s over `toBeSigned`. */
export async function requireSignature(
  key: PublicKey,
  toBeSigned: Uint8Array,
  signature: Uint8Array,
  verifier: Verifier,
): Promise<void> {
  if (signature.length !== SIGNATURE_BYTES) throw new CodecError('bad-signature');
  const answer: unknown = await verifier.verify(key, toBeSigned, signature);
  if (answer !== true) throw new CodecError('bad-signature');
}
