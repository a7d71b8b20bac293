import { equalBytes } from './bytes.ts';
import { HASH_BYTES, nodeHash, type Sha256 } from './merkle.ts';

/** A tree of fewer than 2^53 leaves has paths of at most 53 hashes, and a consistency proof one more. */
const MAXIMUM_PROOF = 54;

/**
 * Is the leaf the index-th of the tree with this root? RFC 9162 §2.1.3.2, which is the check of RFC 6962 §2.1.1.
 * @param leaf hash of the leaf, not the entry
 * @param proof nearest sibling first; neither too short nor too long is accepted
 * @returns false for anything that is not a proof; never throws
 */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
  sha256: Sha256,
): boolean {
  if (!isSize(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  if (!areHashes(proof) || !isHash(leaf) || !isHash(root)) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash, sha256);
      // Levels at which this node has no sibling add nothing to the path.
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = half(last);
      }
    } else {
      hash = nodeHash(hash, sibling, sha256);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && equalBytes(hash, root);
}

/**
 * Is the tree of size1 a prefix of the tree of size2? RFC 9162 §2.1.4.2, which is the check of RFC 6962 §2.1.2.
 * Equal sizes and size1 = 0 take an empty proof; the empty tree's root is SHA-256 of nothing.
 * @returns false for anything that is not a proof; never throws
 */
export function verifyConsistency(
  size1: number,
  size2: number,
  proof: readonly Uint8Array[],
  root1: Uint8Array,
  root2: Uint8Array,
  sha256: Sha256,
): boolean {
  if (!isSize(size1) || !isSize(size2) || size1 > size2) return false;
  if (!areHashes(proof) || !isHash(root1) || !isHash(root2)) return false;
  if (size1 === size2) return proof.length === 0 && equalBytes(root1, root2);
  if (size1 === 0) return proof.length === 0 && equalBytes(root1, sha256(new Uint8Array(0)));

  let position = size1 - 1;
  let last = size2 - 1;
  while (position % 2 === 1) {
    position = half(position);
    last = half(last);
  }
  // Where size1 is a power of two the proof leaves out the old root, because the verifier has it.
  const path = position === 0 ? [root1, ...proof] : proof;
  const first = path[0];
  if (first === undefined) return false;

  let hash1 = first;
  let hash2 = first;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash1 = nodeHash(sibling, hash1, sha256);
      hash2 = nodeHash(sibling, hash2, sha256);
      while (position % 2 === 0 && position !== 0) {
        position /= 2;
        last = half(last);
      }
    } else {
      hash2 = nodeHash(hash2, sibling, sha256);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && equalBytes(hash1, root1) && equalBytes(hash2, root2);
}

/** A right shift that does not stop at 32 bits. */
function half(value: number): number {
  return Math.floor(value / 2);
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

function areHashes(proof: readonly Uint8Array[]): boolean {
  return proof.length <= MAXIMUM_PROOF && proof.every(isHash);
}
