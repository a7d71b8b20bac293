import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { PublicKey, Verifier } from '@tongxing/codec';

/** Issuer keys are few and used for every scan; holder keys come once. */
const keptKeys = 64;

/** ES256 over node:crypto. Keys that come again are imported once. */
export function createVerifier(): Verifier {
  const kept = new Map<string, KeyObject>();
  return {
    suites: ['ES256'],
    verify(key, message, signature) {
      try {
        return verify('sha256', message, { key: imported(kept, key), dsaEncoding: 'ieee-p1363' }, signature);
      } catch {
        // A point that is not on the curve: nothing it signed can be valid.
        return false;
      }
    },
  };
}

function imported(kept: Map<string, KeyObject>, { x, y }: PublicKey): KeyObject {
  const id = Buffer.from(x).toString('base64') + Buffer.from(y).toString('base64');
  const known = kept.get(id);
  // Seen before: move it to the end, so that the key used least recently is the first to go.
  if (known !== undefined) kept.delete(id);
  const key = known ?? importPoint(x, y);
  kept.set(id, key);
  if (kept.size > keptKeys) kept.delete(kept.keys().next().value as string);
  return key;
}

export function importPoint(x: Uint8Array, y: Uint8Array): KeyObject {
  const jwk = { kty: 'EC', crv: 'P-256', x: base64Url(x), y: base64Url(y) };
  return createPublicKey({ key: jwk, format: 'jwk' });
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
