import smCrypto from 'sm-crypto';
import { fromHex, toHex } from './hex.ts';

// SM2 by sm-crypto, which has its own arithmetic, its own SM3 and random nonces: the other side of ours.

export interface Point {
  readonly x: Uint8Array;
  readonly y: Uint8Array;
}

/** False also where the point is not on the curve. */
export function otherVerifiesSm2({ x, y }: Point, message: Uint8Array, signature: Uint8Array): boolean {
  return smCrypto.sm2.doVerifySignature(message, toHex(signature), `04${toHex(x)}${toHex(y)}`, { hash: true });
}

export function otherSignsSm2(privateKey: Uint8Array, message: Uint8Array): Uint8Array {
  return fromHex(smCrypto.sm2.doSignature(message, toHex(privateKey), { hash: true }));
}

export function otherSm2PublicKey(privateKey: Uint8Array): Point {
  const point = fromHex(smCrypto.sm2.getPublicKeyFromPrivateKey(toHex(privateKey)));
  return { x: point.slice(1, 33), y: point.slice(33) };
}
