/** The signing port. Keys live behind it and nowhere else: the web and jobs roles hold only key ids. */
export interface Signer {
  /** One signature for each message, in order: r‖s, 64 bytes. @throws SignerRefusal `unknown-key`, `log-key` */
  sign(kid: string, messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
  publicKeys(): Promise<PublicKeyRecord[]>;
  /** The text of the checkpoint that the log key signed last; undefined before the first. */
  signedCheckpoint(): Promise<string | undefined>;
  /**
   * Signs the text of a checkpoint with the log key (Ed25519, 64 bytes), and remembers it durably before the signature is out.
   * @param proof that the tree signed last is a prefix of this one (RFC 6962 §2.1.2); empty before the first and for the same again
   * @throws SignerRefusal `not-a-checkpoint`, `log-forked`
   */
  signCheckpoint(text: string, proof: readonly Uint8Array[]): Promise<Uint8Array>;
}

/** Why a signer that works does not sign. */
export type SignerRefusalCode = 'unknown-key' | 'log-key' | 'not-a-checkpoint' | 'log-forked';

export class SignerRefusal extends Error {
  readonly code: SignerRefusalCode;

  constructor(code: SignerRefusalCode) {
    super(`the signer refuses: ${code}`);
    this.name = 'SignerRefusal';
    this.code = code;
  }
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
