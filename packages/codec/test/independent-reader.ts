import { createPublicKey, verify } from 'node:crypto';
import * as cborg from 'cborg';
import { otherVerifiesSm2 } from './other-sm2.ts';

/** Reads codes and trust lists without a line of this package: cborg for CBOR, OpenSSL and sm-crypto for signatures. */

type Headers = Map<number, number | Uint8Array>;
type SignedFields = [header: Uint8Array, unprotected: Map<unknown, unknown>, payload: Uint8Array, rest: unknown];

interface Point {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

export interface Key extends Point {
  readonly suite: string;
}

const VERIFY: Readonly<Record<number, typeof verifiesEs256>> = { [-7]: verifiesEs256, [-65537]: otherVerifiesSm2 };
const ALG_OF_SUITE: Readonly<Record<string, number>> = { ES256: -7, 'SM2-SM3': -65537 };
const SUITE_OF_CURVE: Readonly<Record<number, string>> = { 1: 'ES256', [-65537]: 'SM2-SM3' };

export interface ReadStrip {
  readonly kid: Uint8Array;
  readonly claims: Map<number, unknown>;
  readonly bytes: Uint8Array;
  isSignedBy(key: Key): boolean;
}

const tags = { 18: (content: () => unknown) => content(), 98: (content: () => unknown) => content() };
const STRICT = { useMaps: true, strict: true, allowIndefinite: false, rejectDuplicateMapKeys: true, tags };

export function readCbor(bytes: Uint8Array): unknown {
  return cborg.decode(bytes, STRICT);
}

export function readMap(bytes: Uint8Array): Map<unknown, unknown> {
  return readCbor(bytes) as Map<unknown, unknown>;
}

/** The four fields of a COSE_Sign1: protected header, unprotected header, payload, signature. */
export function readSign1(bytes: Uint8Array): [Uint8Array, Map<unknown, unknown>, Uint8Array, Uint8Array] {
  return readCbor(bytes) as [Uint8Array, Map<unknown, unknown>, Uint8Array, Uint8Array];
}

/** RFC 9285 §4 by arithmetic on whole groups. */
export function readBase45(text: string): Uint8Array {
  const digits = [...text].map((character) => '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'.indexOf(character));
  const bytes: number[] = [];
  for (let i = 0; i < digits.length; i += 3) {
    const group = digits.slice(i, i + 3);
    const value = group.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    bytes.push(...(group.length === 3 ? [value >> 8, value & 255] : [value]));
  }
  return Uint8Array.from(bytes);
}

export function readStrip(bytes: Uint8Array): ReadStrip {
  return readSigned(bytes, '');
}

function readSigned(bytes: Uint8Array, context: string): ReadStrip {
  const [header, , payload, signature] = readCbor(bytes) as SignedFields;
  const labels = readCbor(header) as Headers;
  const toBeSigned = cborg.encode(['Signature1', header, Buffer.from(context), payload]);
  return {
    kid: labels.get(4) as Uint8Array,
    claims: readCbor(payload) as Map<number, unknown>,
    bytes,
    isSignedBy: (key) => isSignature(key, labels.get(1), toBeSigned, signature as Uint8Array),
  };
}

export function readPresentation(text: string): {
  strip: ReadStrip;
  displayTime: number;
  isSignedByHolder: boolean;
} {
  const [bytes, displayTime, signature] = readCbor(readBase45(text.slice(4))) as [Uint8Array, number, Uint8Array];
  const strip = readStrip(bytes);
  const cnf = (strip.claims.get(8) as Map<number, Map<number, unknown>>).get(1) as Map<number, unknown>;
  const suite = SUITE_OF_CURVE[cnf.get(-1) as number] as string;
  const alg = ALG_OF_SUITE[suite] as number;
  const toBeSigned = cborg.encode([
    'Signature1',
    cborg.encode(new Map([[1, alg]])),
    Buffer.from('tongxing-display-v1'),
    cborg.encode([bytes, displayTime]),
  ]);
  const holder = { suite, x: cnf.get(-2) as Uint8Array, y: cnf.get(-3) as Uint8Array };
  return { strip, displayTime, isSignedByHolder: isSignature(holder, alg, toBeSigned, signature) };
}

/** A place code as a display shows it: its card, and whether the card's key has signed card and time. */
export function readPlaceCode(text: string): { card: ReadStrip; time: number; isSignedByDisplay: boolean } {
  const [bytes, time, signature] = readCbor(readBase45(text.slice(5))) as [Uint8Array, number, Uint8Array];
  const card = readSigned(bytes, 'tongxing-venue-card-v1');
  const cnf = (card.claims.get(8) as Map<number, Map<number, unknown>>).get(1) as Map<number, unknown>;
  const key = { suite: 'ES256', x: cnf.get(-2) as Uint8Array, y: cnf.get(-3) as Uint8Array };
  const header = cborg.encode(new Map([[1, -7]]));
  const covered = cborg.encode(['Signature1', header, Buffer.from('tongxing-element-v1'), cborg.encode([bytes, time])]);
  return { card, time, isSignedByDisplay: isSignature(key, -7, covered, signature) };
}

/** The content of a trust list and how many of the given root keys signed it. */
export function readTrustList(
  bytes: Uint8Array,
  roots: readonly (Key & { readonly kid: Uint8Array })[],
): { content: Map<string, unknown>; signatures: number } {
  const [header, , payload, signers] = readCbor(bytes) as SignedFields;
  const signatures = roots.filter((root) =>
    (signers as [Uint8Array, unknown, Uint8Array][]).some(([signerHeader, , signature]) => {
      const labels = readCbor(signerHeader) as Headers;
      const toBeSigned = cborg.encode(['Signature', header, signerHeader, new Uint8Array(0), payload]);
      const named = Buffer.compare(labels.get(4) as Uint8Array, root.kid) === 0;
      return named && isSignature(root, labels.get(1), toBeSigned, signature);
    }),
  ).length;
  return { content: readCbor(payload) as Map<string, unknown>, signatures };
}

/** The algorithm is that of the protected header, and the key must be made for it (RFC 9052 §4.4). */
function isSignature(key: Key, alg: unknown, message: Uint8Array, signature: Uint8Array): boolean {
  if (ALG_OF_SUITE[key.suite] !== alg) return false;
  return VERIFY[alg as number]?.(key, message, signature) ?? false;
}

function verifiesEs256({ x, y }: Point, message: Uint8Array, signature: Uint8Array): boolean {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: Buffer.from(x).toString('base64url'),
    y: Buffer.from(y).toString('base64url'),
  };
  const key = createPublicKey({ format: 'jwk', key: jwk });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
