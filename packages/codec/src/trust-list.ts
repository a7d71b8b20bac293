import type { PublicKey } from './suites.ts';

export const KEY_USES = ['strip', 'status', 'federation', 'log'] as const;
export const RECOGNITION_MODES = ['attestation', 'national-bridge', 'national'] as const;
export const FOREIGN_GREEN = ['pass', 'ask'] as const;

/** A key signs one kind of thing only, so that one kind can never pass for another. */
export type KeyUse = (typeof KEY_USES)[number];

/** A node's key. `at` is within its validity when validFrom ≤ at < validTo (seconds). */
export interface TrustedKey extends PublicKey {
  readonly kid: Uint8Array;
  readonly use: KeyUse;
  readonly validFrom: number;
  readonly validTo: number;
}

export interface TrustedNode {
  /** The node may speak for this division and those below it. */
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
  /** Ends with a slash; every status URI of the node lies under it. */
  readonly baseUrl: string;
  readonly keys: readonly TrustedKey[];
  /** The node's transparency log: its origin line and its Ed25519 key, 32 bytes. */
  readonly log: { readonly origin: string; readonly key: Uint8Array };
  readonly recognition: {
    readonly mode: (typeof RECOGNITION_MODES)[number];
    readonly foreignGreen: (typeof FOREIGN_GREEN)[number];
  };
}

/** Who is trusted for what. Signed by a threshold of root keys; the version only rises. */
export interface TrustList {
  readonly version: number;
  readonly issuedAt: number;
  /** From this second on, everything that rests on the list is `cannot-tell`. */
  readonly expiresAt: number;
  readonly nodes: readonly TrustedNode[];
}

/** A root key, pinned when the reader was installed. */
export interface RootKey {
  readonly kid: Uint8Array;
  readonly key: PublicKey;
}
