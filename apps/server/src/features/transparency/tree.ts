import {
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  nodeHash,
  rootAt,
  rootNodes,
  type HashAt,
} from '@tongxing/codec';
import type { Read } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { readNodes, type StoredNode } from './store.ts';

/**
 * Appends leaves to a tree whose complete subtrees are `edge`, largest first (`rootNodes` of its size).
 * @returns every subtree that became complete, the leaves among them
 */
export function growTree(edge: readonly StoredNode[], size: number, leafHashes: readonly Uint8Array[]): StoredNode[] {
  const open = [...edge];
  const grown: StoredNode[] = [];
  leafHashes.forEach((hash, position) => {
    let node: StoredNode = { level: 0, index: size + position, hash };
    grown.push(node);
    // A right child completes its parent; its left sibling is the subtree that was completed last.
    while (node.index % 2 === 1) {
      const left = open.pop()!;
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left.hash, node.hash, sha256) };
      grown.push(node);
    }
    open.push(node);
  });
  return grown;
}

/** The root of the first `size` leaves. */
export async function readRoot(db: Read, size: number): Promise<Uint8Array> {
  return rootAt(size, hashesOf(await readNodes(db, rootNodes(size))), sha256);
}

/** The audit path of a leaf in the tree of the first `size` leaves, nearest sibling first (RFC 6962 §2.1.1). */
export async function readPath(db: Read, index: number, size: number): Promise<Uint8Array[]> {
  return inclusionProof(index, size, hashesOf(await readNodes(db, inclusionNodes(index, size))), sha256);
}

/** The proof that the first `from` leaves are a prefix of the first `size` (RFC 6962 §2.1.2). */
export async function readConsistency(db: Read, from: number, size: number): Promise<Uint8Array[]> {
  return consistencyProof(from, size, hashesOf(await readNodes(db, consistencyNodes(from, size))), sha256);
}

/** The audit path of a leaf of a tree that is not stored, given all of its leaves. */
export function pathIn(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionProof(index, leafHashes.length, hashesOf(growTree([], 0, leafHashes)), sha256);
}

function hashesOf(nodes: readonly StoredNode[]): HashAt {
  const hashes = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return (level, index) => hashes.get(`${level}/${index}`)!;
}
