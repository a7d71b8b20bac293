import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../test/codec-error.ts';
import { fromHex, toHex } from '../test/hex.ts';
import { otherSignsSm2, otherSm2PublicKey, otherVerifiesSm2 } from '../test/other-sm2.ts';
import { CURVE, Point } from './sm2-curve.ts';
import { digestOf, signDigest, verifyDigest } from './sm2-signature.ts';
import { isPoint, publicKey, sign, verifier } from './sm2-sm3.ts';
import type { PublicKey } from './suites.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes32 = (value: bigint): Uint8Array => fromHex(value.toString(16).padStart(64, '0'));
const joined = (r: bigint, s: bigint): Uint8Array => Uint8Array.of(...bytes32(r), ...bytes32(s));
const scalar = (bytes: Uint8Array): bigint => BigInt(`0x${toHex(bytes)}`);
const modN = (value: bigint): bigint => ((value % N) + N) % N;

/** Order and field of the recommended curve, GB/T 32918.5-2017. */
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;

/** GB/T 32918.5-2017 annex A (GM/T 0003.5-2012): signature on the recommended curve, user id 1234567812345678. */
const STANDARD = {
  message: utf8('message digest'),
  privateKey: fromHex('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8'),
  x: fromHex('09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020'),
  y: fromHex('CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'),
  e: 0xf0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640n,
  k: 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n,
  r: 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n,
  s: 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan,
};
const { message, privateKey, r, s } = STANDARD;
const key: PublicKey = { suite: 'SM2-SM3', x: STANDARD.x, y: STANDARD.y };
const good = joined(r, s);

describe('SM2 with SM3', () => {
  it('derives the public key that the standard prints', () => {
    expect(publicKey(privateKey)).toEqual(key);
  });

  it('hashes user id, curve, key and message to the digest that the standard prints', () => {
    expect(digestOf(STANDARD.x, STANDARD.y, message)).toBe(STANDARD.e);
  });

  it('signs with the standard’s nonce to the signature that the standard prints', () => {
    const d = scalar(privateKey);
    const inverse = Point.Fn.inv(d + 1n);
    expect(signDigest({ d, inverse }, STANDARD.e, STANDARD.k)).toEqual(good);
  });

  it('accepts the signature that the standard prints', () => {
    expect(verifier.verify(key, message, good)).toBe(true);
  });

  it.each([
    [
      '',
      'e31af0da45d6b451c4b01a5c85dbed9835b33242bc616d3e5c25acfdcf589c4c',
      'd94c398ff850acdafa94de354589dcfd945c12cdfd9fc5ca46d4bee3782460cc',
    ],
    [
      'message digest',
      '4639f36956948dde36bfa12d825bfcd62487c0d8b47bffc44223f591c4f2466a',
      '3a16178a7d474480f50d9a4f4712eb9de329bb440ee78cf922bff459c5bf62ce',
    ],
    [
      '通行',
      'e8a7f7452b5636f967ac4860e83c9f7ce280f0b4eb7085e42ec0f44a6911316d',
      'e29423b598bda554fc6b7593116c05ed1cd340621842d75852bd2e0852336b01',
    ],
  ])('accepts what OpenSSL 3.0.19 signed over %j with that user id', (text, rHex, sHex) => {
    expect(verifier.verify(key, utf8(text), fromHex(rHex + sHex))).toBe(true);
    expect(verifier.verify(key, utf8(`${text}.`), fromHex(rHex + sHex))).toBe(false);
  });

  it('and sm-crypto derive the same keys and accept each other’s signatures', async () => {
    for (let i = 0; i < 8; i++) {
      const d = i === 0 ? bytes32(N - 2n) : Uint8Array.from(randomBytes(32)).with(0, 1);
      const ours = publicKey(d);
      const text = Uint8Array.from({ length: i * 37 }, (_, j) => (i * j) & 0xff);
      expect({ x: ours.x, y: ours.y }).toEqual(otherSm2PublicKey(d));
      expect(otherVerifiesSm2(ours, text, await sign(d)(text))).toBe(true);
      expect(verifier.verify(ours, text, otherSignsSm2(d, text))).toBe(true);
    }
  });
});

describe('the nonce', () => {
  const nonceOf = (signature: Uint8Array): bigint => {
    const [d, first, second] = [scalar(privateKey), scalar(signature.slice(0, 32)), scalar(signature.slice(32))];
    return modN(second * (1n + d) + first * d);
  };
  /** RFC 6979 §3.2 by hand, with OpenSSL’s HMAC-SM3; the first candidate is good for the messages here. */
  const expected = (text: Uint8Array): bigint => {
    const seed = Buffer.concat([privateKey, bytes32(digestOf(key.x, key.y, text) % N)]);
    const hmac = (k: Uint8Array, ...parts: Uint8Array[]) => createHmac('sm3', k).update(Buffer.concat(parts)).digest();
    let v: Buffer = Buffer.alloc(32, 1);
    let k: Buffer = Buffer.alloc(32, 0);
    for (const separator of [0, 1]) {
      k = hmac(k, v, Uint8Array.of(separator), seed);
      v = hmac(k, v);
    }
    return scalar(hmac(k, v));
  };

  it('is that of RFC 6979 with HMAC-SM3, so it needs no source of randomness', async () => {
    for (const text of [utf8(''), message, utf8('通行')]) {
      const signature = await sign(privateKey)(text);
      expect(nonceOf(signature)).toBe(expected(text));
      expect(await sign(privateKey)(text)).toEqual(signature);
    }
  });

  it('is passed over when it is 0 or n, or makes r, r + k or s zero', () => {
    const d = scalar(privateKey);
    const signing = { d, inverse: Point.Fn.inv(d + 1n) };
    const x1 = Point.BASE.multiply(7n).toAffine().x;
    expect(signDigest(signing, 5n, 0n)).toBeUndefined();
    expect(signDigest(signing, 5n, N)).toBeUndefined();
    expect(signDigest(signing, modN(-x1), 7n)).toBeUndefined();
    expect(signDigest(signing, modN(-7n - x1), 7n)).toBeUndefined();
    // s is zero where k = r·d.
    expect(signDigest(signing, modN(7n * Point.Fn.inv(d) - x1), 7n)).toBeUndefined();
    expect(signDigest(signing, 5n, 7n)).toHaveLength(64);
  });
});

describe('an SM2 private key', () => {
  it.each([
    ['zero', bytes32(0n)],
    ['n − 1, for which no signature exists', bytes32(N - 1n)],
    ['n', bytes32(N)],
    ['31 bytes', new Uint8Array(31).fill(1)],
    ['33 bytes', new Uint8Array(33).fill(1)],
  ])('is refused when it is %s', (_, d) => {
    expect(codeOf(() => publicKey(d))).toBe('invalid-key');
    expect(codeOf(() => sign(d)(message))).toBe('invalid-key');
  });
});

describe('the SM2 verifier', () => {
  const verify = (signature: Uint8Array, under = key, text = message): unknown =>
    verifier.verify(under, text, signature);

  it.each([
    ['r = 0', joined(0n, s)],
    ['s = 0', joined(r, 0n)],
    ['r = s = 0', joined(0n, 0n)],
    ['r = n', joined(N, s)],
    ['s = n', joined(r, N)],
    ['r = s = 2^256 − 1', joined((1n << 256n) - 1n, (1n << 256n) - 1n)],
    ['r + s = n', joined(r, N - r)],
    ['n − s instead of s', joined(r, N - s)],
    ['r and s exchanged', joined(s, r)],
    ['63 bytes', good.subarray(0, 63)],
    ['65 bytes', Uint8Array.of(...good, 0)],
    ['no bytes', new Uint8Array(0)],
    ['one changed bit', good.with(40, good[40]! ^ 1)],
  ])('refuses %s', (_, signature) => {
    expect(verify(signature)).toBe(false);
  });

  it('refuses another message, another key and a key of another suite', () => {
    expect(verify(good, key, utf8('Message digest'))).toBe(false);
    expect(verify(good, publicKey(bytes32(2n)))).toBe(false);
    expect(verify(good, { ...key, suite: 'ES256' })).toBe(false);
    expect(verify(good)).toBe(true);
  });

  it.each([
    ['(0, 0), which some use for the point at infinity', 0n, 0n],
    ['a point off the curve', 1n, 1n],
    ['x = p', P, 0n],
    ['x beyond the field', (1n << 256n) - 1n, (1n << 256n) - 1n],
    [
      'the base point of P-256 (SEC 2 §2.4.2)',
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
  ])('answers false, and does not throw, for a key that is %s', (_, x, y) => {
    expect(verify(good, { suite: 'SM2-SM3', x: bytes32(x), y: bytes32(y) })).toBe(false);
    expect(isPoint(bytes32(x), bytes32(y))).toBe(false);
    expect(isPoint(key.x, key.y)).toBe(true);
  });

  it('refuses coordinates that are not exactly 32 bytes', () => {
    expect(verify(good, { ...key, x: Uint8Array.of(0, ...key.x) })).toBe(false);
    expect(verify(good, { ...key, y: key.y.subarray(1) })).toBe(false);
    expect(isPoint(key.x.subarray(1), key.y)).toBe(false);
    // The same 64 bytes, divided at another place.
    const shifted = { ...key, x: key.x.subarray(0, 31), y: Uint8Array.of(key.x[31]!, ...key.y) };
    expect(verify(good, shifted)).toBe(false);
  });

  it('agrees with sm-crypto on signatures with one changed byte', () => {
    for (let i = 0; i < 16; i++) {
      const at = (i * 13) % 64;
      const changed = good.with(at, (good[at]! + 1 + i) & 0xff);
      expect(verify(changed)).toBe(otherVerifiesSm2(key, message, changed));
    }
  });
});

/** Digests made to fit, so that nothing but the named check stands between them and acceptance. */
describe('verification of a digest refuses what fits the equation but', () => {
  const d = 12_345n;
  const holder = Point.BASE.multiply(d);
  const fitting = (first: bigint, second: bigint): bigint => {
    const sum = Point.BASE.multiplyUnsafe(second).add(holder.multiplyUnsafe(modN(first + second)));
    return modN(first - sum.toAffine().x);
  };

  it('nothing, for comparison', () => {
    expect(verifyDigest(holder, fitting(5n, 7n), joined(5n, 7n))).toBe(true);
  });

  it.each([
    ['has r = 0', 0n, 7n],
    ['has s = 0', 5n, 0n],
    ['has r + s = n', N - 7n, 7n],
  ])('%s', (_, first, second) => {
    expect(verifyDigest(holder, fitting(first, second), joined(first, second))).toBe(false);
  });

  it('has s + n for s', () => {
    expect(verifyDigest(holder, fitting(5n, 7n), joined(5n, 7n + N))).toBe(false);
  });

  it('writes s in one byte or in 33', () => {
    const e = fitting(5n, 7n);
    expect(verifyDigest(holder, e, Uint8Array.of(...bytes32(5n), 7))).toBe(false);
    expect(verifyDigest(holder, e, Uint8Array.of(...bytes32(5n), 0, ...bytes32(7n)))).toBe(false);
  });

  it('ends at the point at infinity', () => {
    const second = modN(-5n * d * Point.Fn.inv(1n + d));
    expect(verifyDigest(holder, 5n, joined(5n, second))).toBe(false);
  });

  it('has the order of the curve as the standard prints it', () => {
    expect(CURVE.n).toBe(N);
    expect(CURVE.p).toBe(P);
  });
});
