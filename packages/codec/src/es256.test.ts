import { createPrivateKey, createPublicKey, createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { publicKey, sha256, sign, verifier } from './es256.ts';
import type { PublicKey } from './suites.ts';

const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const bytes32 = (value: bigint): Uint8Array => unhex(value.toString(16).padStart(64, '0'));
const joined = (r: bigint, s: bigint): Uint8Array => Uint8Array.of(...bytes32(r), ...bytes32(s));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Order and field of P-256: FIPS 186-5 / SEC 2 §2.4.2. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;

/** RFC 6979 §A.2.5. */
const RFC6979 = {
  privateKey: unhex('c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721'),
  x: unhex('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6'),
  y: unhex('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299'),
  signatures: [
    [
      'sample',
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ],
    [
      'test',
      'f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367' +
        '019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083',
    ],
  ] as const,
};
const rfcKey: PublicKey = { suite: 'ES256', x: RFC6979.x, y: RFC6979.y };

function nodeKey(key: PublicKey): ReturnType<typeof createPublicKey> {
  const coordinate = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
  return createPublicKey({
    key: { kty: 'EC', crv: 'P-256', x: coordinate(key.x), y: coordinate(key.y) },
    format: 'jwk',
  });
}

function nodeVerifies(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  return createVerify('sha256')
    .update(message)
    .verify({ key: nodeKey(key), dsaEncoding: 'ieee-p1363' }, signature);
}

describe('ES256 in pure JavaScript', () => {
  it('derives the public key of RFC 6979 §A.2.5 from its private key', () => {
    expect(publicKey(RFC6979.privateKey)).toEqual(rfcKey);
  });

  it.each(RFC6979.signatures)('signs %j exactly as RFC 6979 §A.2.5 prints it', async (message, signature) => {
    expect(Buffer.from(await sign(RFC6979.privateKey)(utf8(message))).toString('hex')).toBe(signature);
    expect(verifier.verify(rfcKey, utf8(message), unhex(signature))).toBe(true);
  });

  it('hashes as FIPS 180-4 prints for "abc"', () => {
    expect(Buffer.from(sha256(utf8('abc'))).toString('hex')).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('and node:crypto accept each other’s signatures', async () => {
    for (let i = 0; i < 20; i++) {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const jwk = pair.privateKey.export({ format: 'jwk' });
      const privateKey = Uint8Array.from(Buffer.from(jwk.d!, 'base64url'));
      const key = publicKey(privateKey);
      const message = Uint8Array.from({ length: i * 37 }, (_, j) => (i * j) & 0xff);
      const ours = await sign(privateKey)(message);
      const theirs = createSign('sha256')
        .update(message)
        .sign({ key: createPrivateKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' });
      expect(nodeVerifies(key, message, ours)).toBe(true);
      expect(verifier.verify(key, message, new Uint8Array(theirs))).toBe(true);
    }
  });
});

describe('the ES256 verifier', () => {
  const message = utf8('sample');
  const good = unhex(RFC6979.signatures[0][1]);
  const r = BigInt(`0x${RFC6979.signatures[0][1].slice(0, 64)}`);
  const s = BigInt(`0x${RFC6979.signatures[0][1].slice(64)}`);
  const verify = (signature: Uint8Array, key = rfcKey, text = message): unknown =>
    verifier.verify(key, text, signature);

  it('accepts s and n − s alike, as plain ECDSA does', () => {
    expect(verify(joined(r, s))).toBe(true);
    expect(verify(joined(r, N - s))).toBe(true);
    expect(nodeVerifies(rfcKey, message, joined(r, N - s))).toBe(true);
  });

  it.each([
    ['r = 0', joined(0n, s)],
    ['s = 0', joined(r, 0n)],
    ['r = s = 0', joined(0n, 0n)],
    ['r = n', joined(N, s)],
    ['s = n', joined(r, N)],
    ['r = s = 1', joined(1n, 1n)],
    ['r = s = n − 1', joined(N - 1n, N - 1n)],
    ['r = 2^256 − 1', joined((1n << 256n) - 1n, s)],
    ['−r instead of r', joined(N - r, s)],
    ['r and s exchanged', joined(s, r)],
    ['63 bytes', good.subarray(0, 63)],
    ['65 bytes', Uint8Array.of(...good, 0)],
    ['no bytes', new Uint8Array(0)],
    ['DER encoding', Uint8Array.of(0x30, 0x44, 0x02, 0x20, ...good.subarray(0, 32), 0x02, 0x20, ...good.subarray(32))],
    ['one changed bit', good.with(40, good[40]! ^ 1)],
  ])('refuses %s', (_, signature) => {
    expect(verify(signature)).toBe(false);
  });

  it('refuses r + n and s + n, which name the same residues in more bits', () => {
    const small = publicKey(bytes32(1n));
    for (const value of [r, s]) expect(value + N >= 1n << 256n).toBe(true);
    expect(verify(joined(N + 5n, s), small)).toBe(false);
  });

  it('refuses another message and another key', () => {
    expect(verify(good, rfcKey, utf8('Sample'))).toBe(false);
    expect(verify(good, publicKey(bytes32(2n)))).toBe(false);
    expect(verify(good)).toBe(true);
  });

  it.each([
    ['(0, 0), which some use for the point at infinity', 0n, 0n],
    ['a point off the curve', 1n, 1n],
    ['x = p', P, 0n],
    ['x beyond the field', (1n << 256n) - 1n, (1n << 256n) - 1n],
  ])('answers false, and does not throw, for a key that is %s', (_, x, y) => {
    expect(verify(good, { suite: 'ES256', x: bytes32(x), y: bytes32(y) })).toBe(false);
  });

  it('refuses coordinates that are not exactly 32 bytes, and keys of another suite', () => {
    expect(verify(good, { ...rfcKey, x: rfcKey.x.subarray(1) })).toBe(false);
    expect(verify(good, { ...rfcKey, y: Uint8Array.of(0, ...rfcKey.y) })).toBe(false);
    expect(verify(good, { ...rfcKey, suite: 'SM2-SM3' })).toBe(false);
    expect(verify(good, { ...rfcKey, y: bytes32(P - BigInt(`0x${Buffer.from(rfcKey.y).toString('hex')}`)) })).toBe(
      false,
    );
  });

  it('does not fill up a coordinate whose last byte, a zero, is missing', async () => {
    // The smallest private keys whose points end so; one in 256 does.
    for (const [coordinate, d] of [
      ['x', 273n],
      ['y', 104n],
    ] as const) {
      const key = publicKey(bytes32(d));
      expect(key[coordinate][31]).toBe(0);
      const signature = await sign(bytes32(d))(message);
      expect(verify(signature, key)).toBe(true);
      expect(verify(signature, { ...key, [coordinate]: key[coordinate].subarray(0, 31) })).toBe(false);
    }
  });

  it('agrees with node:crypto on 200 signatures with one changed byte', () => {
    for (let i = 0; i < 200; i++) {
      const at = (i * 13) % 64;
      const changed = good.with(at, (good[at]! + 1 + (i % 254)) & 0xff);
      expect(verify(changed)).toBe(nodeVerifies(rfcKey, message, changed));
    }
  });
});
