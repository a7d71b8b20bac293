import { weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { concatBytes } from './bytes.ts';
import { COORDINATE_BYTES } from './suites.ts';

/**
 * The recommended curve sm2p256v1: GB/T 32918.5-2017, GM/T 0003.5-2012.
 *
 * The arithmetic is that of `@noble/curves`, which the codec carries anyway for ES256 and which needs no globals. A library that
 * does the whole of SM2 would bring a second, older copy of it and take its nonces from a random source of the platform, which
 * not every phone has.
 */
export const CURVE: Readonly<Record<'p' | 'a' | 'b' | 'n' | 'h' | 'Gx' | 'Gy', bigint>> = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
};

export const Point = weierstrass(CURVE);

/** The point of two coordinates of 32 bytes, or undefined where there is none on the curve. */
export function pointOf(x: Uint8Array, y: Uint8Array): WeierstrassPoint<bigint> | undefined {
  if (x.length !== COORDINATE_BYTES || y.length !== COORDINATE_BYTES) return undefined;
  try {
    return Point.fromBytes(concatBytes(UNCOMPRESSED, x, y));
  } catch {
    // The library throws for coordinates outside the field and off the curve; that is an answer here.
    return undefined;
  }
}

/** SEC 1 §2.3.3. */
const UNCOMPRESSED = Uint8Array.of(4);

/** Big-endian, 32 bytes. */
export function bytesOfScalar(value: bigint): Uint8Array {
  return Uint8Array.from({ length: COORDINATE_BYTES }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn));
}

/** Big-endian, of any length. */
export function scalarOfBytes(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
