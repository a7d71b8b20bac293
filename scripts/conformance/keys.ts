import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** A point on P-256, each coordinate of 32 bytes. */
export interface Point {
  readonly x: Buffer;
  readonly y: Buffer;
}

/** ECDSA on P-256 with SHA-256, r‖s of 64 bytes. False also where the key is no point of the curve. */
export function isSignedBy({ x, y }: Point, message: Buffer, signature: Buffer): boolean {
  try {
    const jwk = { kty: 'EC', crv: 'P-256', x: x.toString('base64url'), y: y.toString('base64url') };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

/** Ed25519 by a public key of 32 bytes. */
export function isSignedByLog(publicKey: Buffer, message: Buffer, signature: Buffer): boolean {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
}

export type Sign = (message: Buffer) => Buffer;

/** Signs with a private key on P-256: r‖s of 64 bytes. */
export function signerOf(key: KeyObject): Sign {
  return (message) => sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' });
}

export function sha256(content: Buffer | string): Buffer {
  return createHash('sha256').update(content).digest();
}
