import { sha256 } from '../src/es256.ts';
import { type PublicKey, type Sign, verifierBySuite } from '../src/index.ts';
import * as sm2 from '../src/sm2-sm3.ts';
import type { KeyPair, Platform } from './platform.ts';

/** WebCrypto, as the checkpoint and the H5 client use it. Hashing stays JavaScript, because proofs hash synchronously, and so does SM2. */
export const webPlatform: Platform = {
  verifier: verifierBySuite({
    ES256: (key, message, signature) =>
      accepts(async () => {
        const imported = await crypto.subtle.importKey('jwk', es256Jwk(key), ES256_KEY, false, ['verify']);
        return crypto.subtle.verify(ES256, imported, own(signature), own(message));
      }),
    'SM2-SM3': sm2.verifier.verify,
  }),
  sha256,
  verifyEd25519: (publicKey, message, signature) =>
    accepts(async () => {
      const imported = await crypto.subtle.importKey('raw', own(publicKey), ED25519, false, ['verify']);
      return crypto.subtle.verify(ED25519, imported, own(signature), own(message));
    }),
  signer: async (key) => SIGNERS[key.publicKey.suite](key),
  async ed25519Signer({ seed, publicKey }) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', d: base64Url(seed), x: base64Url(publicKey) };
    const imported = await crypto.subtle.importKey('jwk', jwk, ED25519, false, ['sign']);
    return async (message) => new Uint8Array(await crypto.subtle.sign(ED25519, imported, own(message)));
  },
};

const SIGNERS = { ES256: es256Signer, 'SM2-SM3': ({ privateKey }: KeyPair): Sign => sm2.sign(privateKey) } as const;
const ES256 = { name: 'ECDSA', hash: 'SHA-256' };
const ES256_KEY = { name: 'ECDSA', namedCurve: 'P-256' };
const ED25519 = { name: 'Ed25519' };

async function es256Signer({ privateKey, publicKey }: KeyPair): Promise<Sign> {
  const jwk = { ...es256Jwk(publicKey), d: base64Url(privateKey) };
  const imported = await crypto.subtle.importKey('jwk', jwk, ES256_KEY, false, ['sign']);
  return async (message) => new Uint8Array(await crypto.subtle.sign(ES256, imported, own(message)));
}

async function accepts(verify: () => Promise<boolean>): Promise<boolean> {
  try {
    return await verify();
  } catch {
    // WebCrypto rejects for a point off the curve; a verifier answers.
    return false;
  }
}

function es256Jwk({ x, y }: PublicKey): JsonWebKey {
  return { kty: 'EC', crv: 'P-256', x: base64Url(x), y: base64Url(y) };
}

function base64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** WebCrypto's types want bytes that own their buffer. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
