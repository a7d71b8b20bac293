import { createPublicKey, verify } from 'node:crypto';
import * as cborg from 'cborg';

/** Reads codes and trust lists without a line of this package: cborg for CBOR, OpenSSL for signatures. */

type Headers = Map<number, number | Uint8Array>;
type SignedFields = [header: Uint8Array, unprotected: Map<unknown, unknown>, payload: Uint8Array, rest: unknown];

export interface Point {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

export interface ReadStrip {
  readonly kid: Uint8Array;
  readonly claims: Map<number, unknown>;
  readonly bytes: Uint8Array;
  isSignedBy(key: Point): boolean;
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
  const [header, , payload, signature] = readCbor(bytes) as SignedFields;
  const labels = readCbor(header) as Headers;
  const toBeSigned = cborg.encode(['Signature1', header, new Uint8Array(0), payload]);
  return {
    kid: labels.get(4) as Uint8Array,
    claims: readCbor(payload) as Map<number, unknown>,
    bytes,
    isSignedBy: (key) => isSignature(key, toBeSigned, signature as Uint8Array),
  };
}

export function readPresentation(text: string): {
  strip: ReadStrip;
  displayTime: number;
  isSignedByHolder: boolean;
} {
  const [bytes, displayTime, signature] = readCbor(readBase45(text.slice(4))) as [Uint8Array, number, Uint8Array];
  const strip = readStrip(bytes);
  const cnf = (strip.claims.get(8) as Map<number, Map<number, unknown>>).get(1) as Map<number, Uint8Array>;
  const toBeSigned = cborg.encode([
    'Signature1',
    cborg.encode(new Map([[1, -7]])),
    Buffer.from('tongxing-display-v1'),
    cborg.encode([bytes, displayTime]),
  ]);
  const holder = { x: cnf.get(-2) as Uint8Array, y: cnf.get(-3) as Uint8Array };
  return { strip, displayTime, isSignedByHolder: isSignature(holder, toBeSigned, signature) };
}

/** The content of a trust list and how many of the given root keys signed it. */
export function readTrustList(
  bytes: Uint8Array,
  roots: readonly (Point & { readonly kid: Uint8Array })[],
): { content: Map<string, unknown>; signatures: number } {
  const [header, , payload, signers] = readCbor(bytes) as SignedFields;
  const signatures = roots.filter((root) =>
    (signers as [Uint8Array, unknown, Uint8Array][]).some(([signerHeader, , signature]) => {
      const kid = (readCbor(signerHeader) as Headers).get(4) as Uint8Array;
      const toBeSigned = cborg.encode(['Signature', header, signerHeader, new Uint8Array(0), payload]);
      return Buffer.compare(kid, root.kid) === 0 && isSignature(root, toBeSigned, signature);
    }),
  ).length;
  return { content: readCbor(payload) as Map<string, unknown>, signatures };
}

function isSignature({ x, y }: Point, message: Uint8Array, signature: Uint8Array): boolean {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: Buffer.from(x).toString('base64url'),
    y: Buffer.from(y).toString('base64url'),
  };
  const key = createPublicKey({ format: 'jwk', key: jwk });
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
}
