import { encodeBase64Url } from './base64.ts';
import { encodeCbor } from './cbor-encode.ts';
import type { RootKey } from './trust-list.ts';

/** What is hashed begins with this: a fingerprint is of root keys and of nothing else. */
const kind = 'tongxing-roots-v1';
/** Nobody finds other keys with the same 128 bits, and 22 characters are still read out on a telephone. */
const bytes = 16;

/**
 * By what somebody who has it on paper knows root keys again: the beginning of the SHA-256 over the deterministic CBOR of
 * `[kind, threshold, [[kid, suite, x, y], …]]`, the keys in the order of their encoding. The threshold is part of it: the same keys
 * with a lower one would trust less.
 * @returns 22 characters, base64url
 */
export function rootsFingerprint(
  { keys, threshold }: { readonly keys: readonly RootKey[]; readonly threshold: number },
  sha256: (bytes: Uint8Array) => Uint8Array,
): string {
  const entries = keys.map(({ kid, key: { suite, x, y } }) => [kid, suite, x, y] as const);
  const order = new Map(entries.map((entry) => [entry, encodeBase64Url(encodeCbor([...entry]))]));
  const sorted = [...entries].sort((one, other) => (order.get(one)! < order.get(other)! ? -1 : 1));
  return encodeBase64Url(sha256(encodeCbor([kind, threshold, sorted.map((entry) => [...entry])])).slice(0, bytes));
}
