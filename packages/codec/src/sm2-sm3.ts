import { invertCt } from '@noble/curves/abstract/modular.js';
import { createHmacDrbg } from '@noble/curves/utils.js';
import { concatBytes } from './bytes.ts';
import { CodecError } from './errors.ts';
import { bytesOfScalar, CURVE, Point, pointOf, scalarOfBytes } from './sm2-curve.ts';
import { digestOf, signDigest, type SigningKey, verifyDigest } from './sm2-signature.ts';
import { hmacSm3 } from './sm3.ts';
import { COORDINATE_BYTES, type PublicKey, type Sign, type Verifier } from './suites.ts';

export { sm3 } from './sm3.ts';

const { n } = CURVE;

/**
 * SM2 with SM3 (GB/T 32918.2-2016, GB/T 32905-2016) on the recommended curve, with the user id `1234567812345678`. ECMAScript
 * built-ins only: no platform has it, except OpenSSL, whose user id Node does not let anybody set.
 */
export const verifier: Verifier = {
  suites: ['SM2-SM3'],
  verify({ suite, x, y }: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
    const point = suite === 'SM2-SM3' ? pointOf(x, y) : undefined;
    return point !== undefined && verifyDigest(point, digestOf(x, y, message), signature);
  },
};

/** Is this a point of the curve, with coordinates of 32 bytes? A key that is none must not get into a strip. */
export function isPoint(x: Uint8Array, y: Uint8Array): boolean {
  return pointOf(x, y) !== undefined;
}

/**
 * Signs with SM2-SM3. The nonce is made from key and message as in RFC 6979 §3.2, with HMAC-SM3 and the digest that SM2 signs: no
 * source of randomness is needed, and none can fail.
 * @param privateKey 32 bytes, a scalar in [1, n−2]; for anything else the first message throws `invalid-key`
 * @returns a function from message to the 64-byte signature r‖s
 */
export function sign(privateKey: Uint8Array): Sign {
  let key: (SigningKey & Pick<PublicKey, 'x' | 'y'>) | undefined;
  return (message) => {
    // Once for all messages: the inversion takes its time on purpose, the same for every key.
    key ??= { d: scalarOf(privateKey), inverse: invertCt(1n + scalarOf(privateKey), n), ...publicKey(privateKey) };
    const { x, y, ...signingKey } = key;
    const e = digestOf(x, y, message);
    const seed = concatBytes(bytesOfScalar(signingKey.d), bytesOfScalar(e % n));
    const firstGood = createHmacDrbg<Uint8Array>(32, 32, hmacSm3);
    return firstGood(seed, (k) => signDigest(signingKey, e, scalarOfBytes(k)));
  };
}

/**
 * The public key that belongs to a private key.
 * @param privateKey 32 bytes, a scalar in [1, n−2]; throws `invalid-key` for anything else
 */
export function publicKey(privateKey: Uint8Array): PublicKey {
  const { x, y } = Point.BASE.multiply(scalarOf(privateKey)).toAffine();
  return { suite: 'SM2-SM3', x: bytesOfScalar(x), y: bytesOfScalar(y) };
}

/** GB/T 32918.1-2016 §6.1: n−1 is no private key, because 1 + d could not be inverted. */
function scalarOf(privateKey: Uint8Array): bigint {
  const d = privateKey.length === COORDINATE_BYTES ? scalarOfBytes(privateKey) : 0n;
  if (d < 1n || d > n - 2n) throw new CodecError('invalid-key');
  return d;
}
