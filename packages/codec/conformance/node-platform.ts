import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { type PublicKey, type Sign, verifierBySuite } from '../src/index.ts';
import * as sm2 from '../src/sm2-sm3.ts';
import type { KeyPair, Platform } from './platform.ts';

/** node:crypto, as the server uses it, and the library itself for the suite that node:crypto lacks. */
export const nodePlatform: Platform = {
  verifier: verifierBySuite({
    ES256: (key, message, signature) =>
      accepts(() => {
        const imported = createPublicKey({ key: es256Jwk(key), format: 'jwk' });
        return verify('sha256', message, { key: imported, dsaEncoding: 'ieee-p1363' }, signature);
      }),
    'SM2-SM3': sm2.verifier.verify,
  }),
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verifyEd25519: (publicKey, message, signature) =>
    accepts(() => {
      const imported = createPublicKey({ key: ed25519Jwk(publicKey), format: 'jwk' });
      return verify(null, message, imported, signature);
    }),
  signer: async (key) => SIGNERS[key.publicKey.suite](key),
  async ed25519Signer({ seed, publicKey }) {
    const jwk = { ...ed25519Jwk(publicKey), d: base64Url(seed) };
    const imported = createPrivateKey({ key: jwk, format: 'jwk' });
    return (message) => new Uint8Array(sign(null, message, imported));
  },
};

const SIGNERS = { ES256: es256Signer, 'SM2-SM3': ({ privateKey }: KeyPair): Sign => sm2.sign(privateKey) } as const;

function es256Signer({ privateKey, publicKey }: KeyPair): Sign {
  const jwk = { ...es256Jwk(publicKey), d: base64Url(privateKey) };
  const imported = createPrivateKey({ key: jwk, format: 'jwk' });
  return (message) => new Uint8Array(sign('sha256', message, { key: imported, dsaEncoding: 'ieee-p1363' }));
}

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
