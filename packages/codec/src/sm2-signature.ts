import type { WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js';
import { concatBytes } from './bytes.ts';
import { bytesOfScalar, CURVE, Point, scalarOfBytes } from './sm2-curve.ts';
import { sm3 } from './sm3.ts';
import { SIGNATURE_BYTES } from './suites.ts';
import { encodeUtf8 } from './utf8.ts';

const { n } = CURVE;

/** The user id that GM/T 0009-2012 §10 gives where nobody agreed on another. */
const USER_ID = encodeUtf8('1234567812345678');

/** GB/T 32918.2-2016 §5.5: length of the user id in bits, user id, a, b, and the base point. */
const Z_PREFIX = concatBytes(
  Uint8Array.of(0, 8 * USER_ID.length),
  USER_ID,
  ...[CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy].map(bytesOfScalar),
);

/** What is signed: e = SM3(Z ‖ message), where Z stands for the user id, the curve and the public key (§5.5, §6.1). */
export function digestOf(x: Uint8Array, y: Uint8Array, message: Uint8Array): bigint {
  return scalarOfBytes(sm3(concatBytes(sm3(concatBytes(Z_PREFIX, x, y)), message)));
}

/** A private key with what every signature needs of it. */
export interface SigningKey {
  /** In [1, n−2]. */
  readonly d: bigint;
  /** (1 + d)⁻¹ mod n. */
  readonly inverse: bigint;
}

/**
 * GB/T 32918.2-2016 §6.1 with the nonce `k`: r‖s, or undefined where this nonce is one of those that the standard passes over.
 * Big integers take a time that depends on their values: a server that signs for many belongs behind a device made for it.
 */
export function signDigest({ d, inverse }: SigningKey, e: bigint, k: bigint): Uint8Array | undefined {
  if (k < 1n || k >= n) return undefined;
  const { x: x1 } = Point.BASE.multiply(k).toAffine();
  const r = (e + x1) % n;
  if (r === 0n || r + k === n) return undefined;
  const s = Point.Fn.mul(inverse, Point.Fn.create(k - r * d));
  return s === 0n ? undefined : concatBytes(bytesOfScalar(r), bytesOfScalar(s));
}

/** GB/T 32918.2-2016 §7.1: does r‖s fit the digest `e` under this public key? */
export function verifyDigest(publicPoint: WeierstrassPoint<bigint>, e: bigint, signature: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_BYTES) return false;
  const r = scalarOfBytes(signature.subarray(0, 32));
  const s = scalarOfBytes(signature.subarray(32));
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const t = (r + s) % n;
  if (t === 0n) return false;
  const sum = Point.BASE.mulAddUnsafe(s, publicPoint, t);
  return !sum.is0() && (e + sum.toAffine().x) % n === r;
}
