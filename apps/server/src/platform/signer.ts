/**
 * The signing port. Keys live behind it and nowhere else: the web and jobs roles hold only key ids.
 * `sign` returns one signature for each message, in order; r‖s (64 bytes) for P-256, 64 bytes for Ed25519.
 */
export interface Signer {
  sign(kid: string, messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
  publicKeys(): Promise<PublicKeyRecord[]>;
}

export type KeyUse = 'strip' | 'status' | 'federation' | 'log';

export interface PublicKeyRecord {
  /** Hex, 8 bytes: the start of the SHA-256 of the public key. */
  readonly kid: string;
  readonly use: KeyUse;
  readonly suite: 'ES256' | 'Ed25519';
  /** Base64url: x ‖ y for P-256, the 32 bytes of the key for Ed25519. */
  readonly publicKey: string;
}

export async function keyFor(signer: Signer, use: KeyUse): Promise<PublicKeyRecord> {
  const key = (await signer.publicKeys()).find((candidate) => candidate.use === use);
  if (key === undefined) throw new Error(`the signer holds no key for ${use}`);
  return key;
}
