import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { PublicKey } from '../src/index.ts';
import type { Platform } from './platform.ts';

/** node:crypto, as the server uses it. */
export const nodePlatform: Platform = {
  verifier: {
    suites: ['ES256'],
    verify: (key, message, signature) =>
      accepts(() => {
        const imported = createPublicKey({ key: es256Jwk(key), format: 'jwk' });
        return verify('sha256', message, { key: imported, dsaEncoding: 'ieee-p1363' }, signature);
      }),
  },
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verifyEd25519: (publicKey, message, signature) =>
    accepts(() => {
      const imported = createPublicKey({ key: ed25519Jwk(publicKey), format: 'jwk' });
      return verify(null, message, imported, signature);
    }),
  async es256Signer({ privateKey, publicKey }) {
    const jwk = { ...es256Jwk(publicKey), d: base64Url(privateKey) };
    const imported = createPrivateKey({ key: jwk, format: 'jwk' });
    return (message) => new Uint8Array(sign('sha256', message, { key: imported, dsaEncoding: 'ieee-p1363' }));
  },
  async ed25519Signer({ seed, publicKey }) {
    const jwk = { ...ed25519Jwk(publicKey), d: base64Url(seed) };
    const imported = createPrivateKey({ key: jwk, format: 'jwk' });
    return (message) => new Uint8Array(sign(null, message, imported));
  },
};

function accepts(verifies: () => boolean): boolean {
  try {
    return verifies();
  } catch {
    // node:crypto throws for a point off the curve; a verifier answers.
    return false;
  }
}

function es256Jwk({ x, y }: PublicKey) {
  return { kty: 'EC', crv: 'P-256', x: base64Url(x), y: base64Url(y) };
}

function ed25519Jwk(publicKey: Uint8Array) {
  return { kty: 'OKP', crv: 'Ed25519', x: base64Url(publicKey) };
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
