import type { PublicKey } from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import { isPublicKey } from '../../platform/ecdsa.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A public key as sent, of either suite, checked to be a point of its curve. @throws Refusal holder-key-invalid */
export async function holderKey({ suite, x, y }: schemas.HolderKey): Promise<PublicKey> {
  const key = { suite, x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') };
  if (!(await isPublicKey(key))) throw new Refusal('holder-key-invalid');
  return key;
}
