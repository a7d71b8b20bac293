/**
 * The Merkle tree of the log: RFC 6962 §2.1, whose tree hash RFC 9162 §2.1.1 keeps.
 * A node is named by its level (0: leaf hashes) and its index in that level; only complete subtrees have a name,
 * which is exactly what tiles store. Sizes and indices are plain numbers: a log stays below 2^53 leaves.
 */

/** SHA-256 as a synchronous function, injected: node:crypto where there is one, `es256.ts` elsewhere. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** A complete subtree of 2^level leaves, the index-th of its level. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The hash of a complete subtree. It throws, with a code of its own, where it does not have it. */
export type HashAt = (level: number, index: number) => Uint8Array;

export const HASH_BYTES = 32;

/** SHA-256(0x00 ‖ entry), RFC 6962 §2.1. */
export function leafHash(entry: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + entry.length);
  input.set(entry, 1);
  return sha256(input);
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return sha256(input);
}

/** The root of a tree given by its leaf hashes; the root of the empty tree is SHA-256 of nothing. */
export function rootOf(leafHashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(nodeHash(level[i]!, level[i + 1]!, sha256));
    // A node without a sibling rises unchanged: RFC 6962 splits at the largest power of two, which comes to the same.
    if (level.length % 2 === 1) above.push(level[level.length - 1]!);
    level = above;
  }
  return level[0] ?? sha256(new Uint8Array(0));
}

/**
 * The complete subtrees that together cover the leaves [begin, end), left to right: what a caller reads before it hashes.
 * `begin` must be a multiple of the largest power of two below end − begin, as every split of RFC 6962 is.
 */
export function rangeNodes(begin: number, end: number): TreeNode[] {
  const nodes: TreeNode[] = [];
  let position = begin;
  while (position < end) {
    let level = 0;
    let width = 1;
    while (position % (width * 2) === 0 && position + width * 2 <= end) {
      width *= 2;
      level += 1;
    }
    nodes.push({ level, index: position / width });
    position += width;
  }
  return nodes;
}

/** The hash of the leaves [begin, end), from the complete subtrees of `rangeNodes`. */
export function rangeHash(begin: number, end: number, hashAt: HashAt, sha256: Sha256): Uint8Array {
  const hashes = rangeNodes(begin, end).map(({ level, index }) => hashAt(level, index));
  // The subtrees shrink to the right, so the fold starts there: MTH(left ‖ MTH(rest)).
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha256));
}

/** Every stored hash that `rootAt` will ask for. */
export function rootNodes(size: number): TreeNode[] {
  return rangeNodes(0, size);
}

/**
 * The root of the first `size` leaves of a stored tree.
 * @param size number of leaves, 0 … 2^53 − 1
 */
export function rootAt(size: number, hashAt: HashAt, sha256: Sha256): Uint8Array {
  return size === 0 ? sha256(new Uint8Array(0)) : rangeHash(0, size, hashAt, sha256);
}

/** The largest power of two strictly below n, for n ≥ 2 (RFC 6962 §2.1). */
export function splitPoint(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
