import { createPublicKey, verify } from 'node:crypto';
import type { PublicKey, Verifier } from '../src/index.ts';

/** ES256 by OpenSSL: another implementation than the one that signs in these tests. */
export const nodeVerifier: Verifier = {
  suites: ['ES256'],
  verify(key, message, signature) {
    try {
      return verify('sha256', message, { key: keyObject(key), dsaEncoding: 'ieee-p1363' }, signature);
    } catch {
      // OpenSSL throws for a point off the curve.
      return false;
    }
  },
};

function keyObject({ x, y }: PublicKey) {
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: Buffer.from(x).toString('base64url'),
    y: Buffer.from(y).toString('base64url'),
  };
  return createPublicKey({ format: 'jwk', key: jwk });
}
