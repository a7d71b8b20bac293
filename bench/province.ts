import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { PublicKey, StripClaims, TrustedNode, TrustList } from '@tongxing/codec';

/** 2025-11-24T08:00:00+08:00 in seconds: when everything here is signed and checked. */
export const NOW = Date.parse('2025-11-24T08:00:00+08:00') / 1000;
export const DIVISION = '370000';
export const LIST_URI = 'https://sd.example/s/fw70';
export const LIST_SIZE = 2 ** 20;

const DAY = 86_400;

/** GB/T 2260, the mainland's 31 provinces. */
const PROVINCES = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65'.split(
  ' ',
);

export interface KeyPair {
  readonly publicKey: PublicKey;
  readonly publicObject: KeyObject;
  readonly privateObject: KeyObject;
  readonly kid: Uint8Array;
}

export function createKeyPair(): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = { suite: 'ES256' as const, x: fromBase64Url(x), y: fromBase64Url(y) };
  const kid = createHash('sha256').update(point.x).update(point.y).digest().subarray(0, 8);
  return { publicKey: point, publicObject: publicKey, privateObject: privateKey, kid: Uint8Array.from(kid) };
}

/** ES256 by node:crypto: r ‖ s, 64 bytes. */
export function signWith({ privateObject }: KeyPair, message: Uint8Array): Uint8Array {
  return sign('sha256', message, { key: privateObject, dsaEncoding: 'ieee-p1363' });
}

/** The n-th green strip of Shandong, for its own holder key, somewhere in a shard of 2^20 indices. */
export function greenClaims(holder: PublicKey, n: number): StripClaims {
  return {
    issuer: DIVISION,
    issuedAt: NOW - 600,
    notBefore: NOW - 600,
    expiresAt: NOW + DAY - 600,
    holder,
    // An odd step walks through the whole shard, so that the look-up does not stay in one cache line.
    status: { uri: LIST_URI, idx: (n * 611_953) % LIST_SIZE },
    colour: 'green',
    scope: DIVISION,
    kind: 'own',
    keyMaker: 'device',
    maskedName: n % 2 === 0 ? '王*英' : '欧阳**',
    lastFour: String(1000 + (n % 9000)),
  };
}

/** A trust list of every province, each with the four keys it has while it changes its strip key. */
export function createTrustList(strip: KeyPair): TrustList {
  const nodes = PROVINCES.map((province): TrustedNode => {
    const division = `${province}0000`;
    const own = division === DIVISION;
    const keys = [
      trusted(createKeyPair(), 'strip'),
      trusted(own ? strip : createKeyPair(), 'strip'),
      trusted(createKeyPair(), 'status'),
      trusted(createKeyPair(), 'federation'),
    ];
    return {
      division,
      name: { zh: `省${province}`, en: `Province ${province}` },
      baseUrl: own ? 'https://sd.example/' : `https://p${province}.example/`,
      keys,
      log: { origin: `p${province}.example/log`, key: new Uint8Array(32) },
      recognition: { mode: 'attestation', foreignGreen: 'pass' },
    };
  });
  return { version: 7, issuedAt: NOW - DAY, expiresAt: NOW + 6 * DAY, nodes };
}

function trusted(key: KeyPair, use: 'strip' | 'status' | 'federation') {
  return { ...key.publicKey, kid: key.kid, use, validFrom: NOW - 30 * DAY, validTo: NOW + 60 * DAY };
}

function fromBase64Url(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}
