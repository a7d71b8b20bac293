import type { PublicKey, Sha256, Sign, SignEd25519, Verifier, VerifyEd25519 } from '../src/index.ts';

/** The library under test, as its users import it. */
export type Codec = typeof import('../src/index.ts');

/** A key pair of any suite. */
export interface KeyPair {
  readonly privateKey: Uint8Array;
  readonly publicKey: PublicKey;
}

export interface Ed25519KeyPair {
  readonly seed: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** The cryptography that one realm offers; everything else the suite needs is ECMAScript. */
export interface Platform {
  readonly verifier: Verifier;
  readonly sha256: Sha256;
  readonly verifyEd25519: VerifyEd25519;
  signer(key: KeyPair): Promise<Sign>;
  ed25519Signer(key: Ed25519KeyPair): Promise<SignEd25519>;
}

/** One vector file: its path below `vectors/` and its parsed JSON. */
export interface VectorFile {
  readonly path: string;
  readonly content: unknown;
}

/** One case and its outcome. `detail` says what was there instead, and is empty when the case is right. */
export interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}
