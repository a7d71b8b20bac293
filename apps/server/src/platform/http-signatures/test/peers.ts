import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyFor, SigningKey } from '../index.ts';

/** A P-256 key as a peer holds it, and as the trust list shows it. */
export interface PeerKey extends SigningKey {
  /** x ‖ y */
  readonly publicKey: Uint8Array;
  /** Signs a signature base written out by hand, as r ‖ s, base64. */
  signText(base: string): string;
}

export function makeKey(kid: string): PeerKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const signBytes = (message: Uint8Array) => sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return {
    kid,
    publicKey: Buffer.concat([Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]),
    sign: async (message) => signBytes(message),
    signText: (base) => signBytes(Buffer.from(base, 'latin1')).toString('base64'),
  };
}

export function knows(...keys: PeerKey[]): KeyFor {
  return (kid) => keys.find((key) => key.kid === kid)?.publicKey;
}

/** Content-Digest as RFC 9530 writes it. */
export function digestField(body: Uint8Array | string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
}
