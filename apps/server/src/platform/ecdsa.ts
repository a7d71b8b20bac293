import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { PublicKey, Verifier } from '@tongxing/codec';

/**
 * ES256 over node:crypto. Keys of the trust list come with every scan and are imported once, for as long as the list is held; a
 * holder's key comes once, and remembering it would cost more than it saves.
 */
export function createVerifier(): Verifier {
  const trusted = new WeakMap<PublicKey, KeyObject>();
  return {
    suites: ['ES256'],
    verify(key, message, signature) {
      try {
        const imported = 'kid' in key ? importOnce(trusted, key) : importPoint(key.x, key.y);
        return verify('sha256', message, { key: imported, dsaEncoding: 'ieee-p1363' }, signature);
      } catch {
        // A point that is not on the curve: nothing it signed can be valid.
        return false;
      }
    },
  };
}

function importOnce(trusted: WeakMap<PublicKey, KeyObject>, key: PublicKey): KeyObject {
  const known = trusted.get(key);
  if (known !== undefined) return known;
  const fresh = importPoint(key.x, key.y);
  trusted.set(key, fresh);
  return fresh;
}

export function importPoint(x: Uint8Array, y: Uint8Array): KeyObject {
  const jwk = { kty: 'EC', crv: 'P-256', x: base64Url(x), y: base64Url(y) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
