import { verify } from 'node:crypto';
import { isInnerList, type InnerList } from 'structured-headers';
import { importPoint } from '../ecdsa.ts';
import { Refusal } from '../refusal.ts';
import { componentIdentity, signatureBase, type RequestMessage, type ResponseMessage } from './signature-base.ts';
import { invalid, readDictionary, type Fields } from './structured-field.ts';

/** ECDSA on P-256 with SHA-256; the signature is r ‖ s, 64 bytes (RFC 9421 §3.3.4). */
export const algorithm = 'ecdsa-p256-sha256';
/** Marks the signature that is meant for us, where proxies add their own (RFC 9421 §2.3). */
export const tag = 'tongxing';

const signatureLength = 64;

export interface FoundSignature {
  readonly label: string;
  readonly input: InnerList;
  readonly bytes: Buffer;
  readonly kid: string;
  /** Unix seconds. */
  readonly created: number;
}

/**
 * The one signature of the message that carries our tag, whatever its label. Signatures of others are ignored.
 * @throws Refusal `signature-invalid` when there is none or more than one, or it is not of our algorithm
 */
export function findSignature(headers: Fields): FoundSignature {
  const inputs = [...readDictionary(headers, 'signature-input')];
  const [found, ...others] = inputs.filter(([, member]) => member[1].get('tag') === tag);
  if (found === undefined || others.length > 0) throw invalid(`one signature with the tag "${tag}" is needed`);
  const [label, input] = found;
  if (!isInnerList(input)) throw invalid('signature-input does not list the covered components');
  const bytes: unknown = readDictionary(headers, 'signature').get(label)?.[0];
  if (!(bytes instanceof ArrayBuffer)) throw invalid(`there is no signature ${label}`);
  if (bytes.byteLength !== signatureLength) throw invalid(`a signature has ${signatureLength} bytes, r and s`);
  const parameters = input[1];
  if (parameters.get('alg') !== algorithm) throw invalid(`the parameter alg must be "${algorithm}"`);
  const kid: unknown = parameters.get('keyid');
  if (typeof kid !== 'string') throw invalid('the parameter keyid is missing');
  return { label, input, bytes: Buffer.from(bytes), kid, created: integerParameter(input, 'created') };
}

/** @throws Refusal `signature-invalid` unless the parameter is an integer */
export function integerParameter(input: InnerList, name: string): number {
  const value: unknown = input[1].get(name);
  if (typeof value !== 'number' || !Number.isInteger(value)) throw invalid(`the parameter ${name} must be an integer`);
  return value;
}

/** @throws Refusal `signature-invalid` when one of the components is not covered */
export function requireCovered(input: InnerList, required: readonly string[]): void {
  const covered = new Set(input[0].map(componentIdentity));
  const missing = required.find((component) => !covered.has(component));
  if (missing !== undefined) throw invalid(`the signature does not cover ${missing}`);
}

/** How long a signature counts: from `skew` before it says it was made, up to but not including `maxAge` after. */
export interface Freshness {
  readonly now: Date;
  /** Seconds after `created`. */
  readonly maxAge: number;
  /** Seconds by which the signer's clock may run ahead of ours. */
  readonly skew: number;
}

export const defaultMaxAge = 300;
export const defaultSkew = 30;

/**
 * @param end Unix seconds from which the signature no longer counts, whatever its age
 * @returns the instant from which it no longer counts
 * @throws Refusal `signature-expired`
 */
export function requireFresh(created: number, end: number, { now, maxAge, skew }: Freshness): Date {
  const seconds = now.getTime() / 1000;
  if (created > seconds + skew) throw expired('the signature was made in the future');
  const limit = Math.min(end, created + maxAge);
  if (seconds >= limit) throw expired('the signature has expired');
  return new Date(limit * 1000);
}

/** Finds the public key of a key id: x ‖ y, 64 bytes; undefined when no peer has such a key. */
export type KeyFor = (kid: string) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/** @throws Refusal `peer-unknown` or `signature-invalid` */
export async function requireSigned(
  found: FoundSignature,
  message: RequestMessage | ResponseMessage,
  keyFor: KeyFor,
): Promise<void> {
  const base = signatureBase(found.input, message);
  const publicKey = await keyFor(found.kid);
  if (publicKey === undefined) throw new Refusal('peer-unknown', { detail: 'no peer has the key named by keyid' });
  const isValid = isSigned(base, found.bytes, publicKey);
  if (!isValid) throw invalid('the signature does not fit the message and the key');
}

function isSigned(base: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const key = importPoint(publicKey.subarray(0, 32), publicKey.subarray(32));
    return verify('sha256', base, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // A point that is not on the curve: nothing it signed can be valid.
    return false;
  }
}

function expired(detail: string): Refusal {
  return new Refusal('signature-expired', { detail });
}
