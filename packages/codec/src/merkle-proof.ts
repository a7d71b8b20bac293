import { CodecError } from './errors.ts';
import { rangeHash, rangeNodes, splitPoint, type HashAt, type Sha256, type TreeNode } from './merkle.ts';

/** The leaves [begin, end). */
interface Range {
  readonly begin: number;
  readonly end: number;
}

/**
 * The audit path of one leaf, nearest sibling first: RFC 6962 §2.1.1.
 * @param index of the leaf, 0 ≤ index < size
 * @param size of the tree, in leaves
 * @param hashAt gives the hashes named by `inclusionNodes(index, size)`
 * @throws CodecError `proof-out-of-range`
 */
export function inclusionProof(index: number, size: number, hashAt: HashAt, sha256: Sha256): Uint8Array[] {
  return inclusionRanges(index, size).map(({ begin, end }) => rangeHash(begin, end, hashAt, sha256));
}

/** Every stored hash that `inclusionProof` will ask for, so that a store can read them in one query. */
export function inclusionNodes(index: number, size: number): TreeNode[] {
  return inclusionRanges(index, size).flatMap(({ begin, end }) => rangeNodes(begin, end));
}

/**
 * The proof that the first size1 leaves are a prefix of the first size2: RFC 6962 §2.1.2. Empty when the sizes are equal
 * or size1 is 0: there is nothing to prove.
 * @throws CodecError `proof-out-of-range` unless 0 ≤ size1 ≤ size2
 */
export function consistencyProof(size1: number, size2: number, hashAt: HashAt, sha256: Sha256): Uint8Array[] {
  return consistencyRanges(size1, size2).map(({ begin, end }) => rangeHash(begin, end, hashAt, sha256));
}

/** Every stored hash that `consistencyProof` will ask for. */
export function consistencyNodes(size1: number, size2: number): TreeNode[] {
  return consistencyRanges(size1, size2).flatMap(({ begin, end }) => rangeNodes(begin, end));
}

function inclusionRanges(index: number, size: number): Range[] {
  if (!isCount(size) || !isCount(index) || index >= size) {
    throw new CodecError('proof-out-of-range', `no leaf ${index} in a tree of ${size}`);
  }
  const siblings: Range[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + splitPoint(end - begin);
    if (index < middle) {
      siblings.push({ begin: middle, end });
      end = middle;
    } else {
      siblings.push({ begin, end: middle });
      begin = middle;
    }
  }
  return siblings.reverse();
}

function consistencyRanges(size1: number, size2: number): Range[] {
  if (!isCount(size1) || !isCount(size2) || size1 > size2) {
    throw new CodecError('proof-out-of-range', `a tree of ${size1} is no prefix of a tree of ${size2}`);
  }
  if (size1 === 0) return [];
  const ranges: Range[] = [];
  let begin = 0;
  let end = size2;
  while (end !== size1) {
    const middle = begin + splitPoint(end - begin);
    if (size1 <= middle) {
      ranges.push({ begin: middle, end });
      end = middle;
    } else {
      ranges.push({ begin, end: middle });
      begin = middle;
    }
  }
  // With begin still 0 what is left is the old tree itself, whose root the verifier already has.
  if (begin !== 0) ranges.push({ begin, end });
  return ranges.reverse();
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
