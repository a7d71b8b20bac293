import { p256 } from '@noble/curves/nist.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import type { PublicKey, Sign, Verifier } from './suites.ts';

const COORDINATE_BYTES = 32;

// Multiples of the base point are laid out at the first signature. The library's own table takes 4,224 additions and saves little after:
// on a telephone whose engine compiles nothing, a code would be seconds in coming. This one takes 520.
p256.Point.BASE.precompute(4);

/** SHA-256 (FIPS 180-4) of the bytes: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}

/**
 * ES256 (RFC 9053 §2.1) without any platform: ECMAScript built-ins only, for realms that offer no crypto of their own.
 * A high s is accepted, because plain ES256 accepts it: whatever must not be replayed may not be keyed on signature bytes.
 */
export const verifier: Verifier = {
  suites: ['ES256'],
  verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean {
    const { suite, x, y } = key;
    if (suite !== 'ES256' || x.length !== COORDINATE_BYTES || y.length !== COORDINATE_BYTES) return false;
    try {
      return p256.verify(signature, message, uncompressedPoint(x, y), { lowS: false });
    } catch {
      // The library throws for a signature of other length and for a point off the curve; a verifier answers.
      return false;
    }
  },
};

/**
 * Signs with ES256; the nonce is deterministic (RFC 6979), so no source of randomness is needed.
 * @param privateKey 32 bytes, a scalar in [1, n−1]; anything else throws when the first message is signed
 * @returns a function from message to the 64-byte signature r‖s
 */
export function sign(privateKey: Uint8Array): Sign {
  return (message) => p256.sign(message, privateKey, { lowS: false });
}

/**
 * The public key that belongs to a private key.
 * @param privateKey 32 bytes, a scalar in [1, n−1]; anything else throws
 */
export function publicKey(privateKey: Uint8Array): PublicKey {
  const point = p256.getPublicKey(privateKey, false);
  return {
    suite: 'ES256',
    x: point.slice(1, 1 + COORDINATE_BYTES),
    y: point.slice(1 + COORDINATE_BYTES),
  };
}

/** SEC 1 §2.3.3: 0x04 ‖ x ‖ y. */
function uncompressedPoint(x: Uint8Array, y: Uint8Array): Uint8Array {
  const point = new Uint8Array(1 + 2 * COORDINATE_BYTES);
  point[0] = 4;
  point.set(x, 1);
  point.set(y, 1 + COORDINATE_BYTES);
  return point;
}
