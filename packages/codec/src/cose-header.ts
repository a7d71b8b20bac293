import { isBytes } from './bytes.ts';
import { type CborMap, type CborValue, decodeCbor, type DecodeOptions, encodeCbor } from './cbor.ts';
import { CodecError } from './errors.ts';
import { type PublicKey, suiteOfAlg } from './suites.ts';

/** COSE header labels (RFC 9052 §3.1, Table 3). */
export const HEADER = { alg: 1, crit: 2, contentType: 3, kid: 4 } as const;

const UNDERSTOOD: readonly CborValue[] = Object.values(HEADER);
const NOTHING = new Uint8Array(0);

/** The two header buckets of a message or of one signer. */
export interface Headers {
  /** Exactly as received; what the signature covers. */
  readonly protectedBytes: Uint8Array;
  readonly protected: CborMap;
  readonly unprotected: CborMap;
}

/**
 * Encodes a protected header as the content of its byte string: an empty map becomes zero bytes (RFC 9052 §3).
 */
export function encodeProtected(header: CborMap): Uint8Array {
  return header.size === 0 ? NOTHING : encodeCbor(header);
}

/**
 * The protected header as it enters a Sig_structure. Some senders write the empty header as an encoded empty map;
 * signatures are always made over zero bytes then (RFC 9052 §3 and §4.4).
 */
export function protectedForSignature(bytes: Uint8Array): Uint8Array {
  return bytes.length === 1 && bytes[0] === 0xa0 ? NOTHING : bytes;
}

/**
 * Reads both buckets. Throws `malformed-cose` for a wrong shape or a label that is neither integer nor text, and
 * `cose-duplicate-label` for a label in both buckets (RFC 9052 §3).
 */
export function decodeHeaders(
  protectedBytes: CborValue | undefined,
  unprotected: CborValue | undefined,
  options: DecodeOptions,
): Headers {
  if (!isBytes(protectedBytes) || !(unprotected instanceof Map)) throw new CodecError('malformed-cose');
  const header = protectedBytes.length === 0 ? new Map<CborValue, CborValue>() : decodeCbor(protectedBytes, options);
  if (!(header instanceof Map)) throw new CodecError('malformed-cose');
  for (const label of header.keys()) {
    requireLabel(label);
    if (unprotected.has(label)) throw new CodecError('cose-duplicate-label');
  }
  for (const label of unprotected.keys()) requireLabel(label);
  return { protectedBytes, protected: header, unprotected };
}

/**
 * Refuses headers that ask for something this reader does not do: `crit` names a label we do not understand, is empty, is
 * not protected, or names a label that is absent (RFC 9052 §3.1).
 */
export function requireUnderstood(headers: Headers): void {
  if (headers.unprotected.has(HEADER.crit)) throw new CodecError('cose-crit-not-understood');
  const crit = headers.protected.get(HEADER.crit);
  if (crit === undefined) return;
  const understood =
    Array.isArray(crit) &&
    crit.length > 0 &&
    crit.every((label) => UNDERSTOOD.includes(label) && headers.protected.has(label));
  if (!understood) throw new CodecError('cose-crit-not-understood');
}

/**
 * Refuses a message whose algorithm is not that of `key`. The key decides, never the message: an `alg` outside the
 * protected header is refused (RFC 9052 §3.1: it must be authenticated) unless `unprotectedAlg` says otherwise.
 *
 * Throws `cose-alg-not-protected`, `unknown-suite`, `cose-alg-mismatch`.
 */
export function requireAlgOf(key: PublicKey, headers: Headers, unprotectedAlg: 'refuse' | 'accept'): void {
  const isProtected = headers.protected.has(HEADER.alg);
  if (!isProtected && unprotectedAlg === 'refuse') throw new CodecError('cose-alg-not-protected');
  const suite = suiteOfAlg((isProtected ? headers.protected : headers.unprotected).get(HEADER.alg));
  if (suite === undefined) throw new CodecError('unknown-suite');
  if (suite !== key.suite) throw new CodecError('cose-alg-mismatch');
}

function requireLabel(label: CborValue): void {
  if (typeof label !== 'number' && typeof label !== 'string' && typeof label !== 'bigint')
    throw new CodecError('malformed-cose');
}
