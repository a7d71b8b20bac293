import { createPublicKey } from 'node:crypto';
import type { PublicKey } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { Refusal } from '../../platform/refusal.ts';

/** A public key as sent, checked to be a point of its curve. @throws Refusal holder-key-invalid */
export function holderKey({ suite, x, y }: schemas.HolderKey): PublicKey {
  // Commercial cryptography needs a library of its own; until it is installed, a node must not accept what it cannot check.
  if (suite !== 'ES256') throw new Refusal('holder-key-invalid');
  try {
    createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    throw new Refusal('holder-key-invalid');
  }
  return { suite, x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
}
