import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HashAt, leafHash, nodeHash, rangeNodes, rootAt, rootNodes, rootOf } from './merkle.ts';
import { consistencyNodes, consistencyProof, inclusionNodes, inclusionProof } from './merkle-proof.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const unhex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));

/** The eight leaves and the hashes that certificate-transparency and transparency-dev/merkle publish for them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const H = {
  leaf0: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  leaves01: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  leaves23: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  leaves45: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  leaves67: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  leaves03: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  leaves47: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
};
const INCLUSION: readonly [size: number, index: number, proof: string[]][] = [
  [1, 0, []],
  [2, 0, [H.leaf1]],
  [2, 1, [H.leaf0]],
  [3, 2, [H.leaves01]],
  [5, 1, [H.leaf0, H.leaves23, H.leaf4]],
  [8, 0, [H.leaf1, H.leaves23, H.leaves47]],
  [8, 5, [H.leaf4, H.leaves67, H.leaves03]],
];
const CONSISTENCY: readonly [size1: number, size2: number, proof: string[]][] = [
  [1, 1, []],
  [1, 8, [H.leaf1, H.leaves23, H.leaves47]],
  [2, 5, [H.leaves23, H.leaf4]],
  [6, 8, [H.leaves45, H.leaves67, H.leaves03]],
];

const hashes = LEAVES.map((leaf) => leafHash(unhex(leaf), sha256));
const root = (size: number): Uint8Array => unhex(ROOTS[size]!);

/** The tree as RFC 6962 §2.1 defines it, word for word, to compare with. */
function treeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0]!;
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)), sha256);
}

function path(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length === 1) return [];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return m < k
    ? [...path(m, leaves.slice(0, k)), treeHash(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), treeHash(leaves.slice(0, k))];
}

function subproof(m: number, leaves: readonly Uint8Array[], complete: boolean): Uint8Array[] {
  if (m === leaves.length) return complete ? [] : [treeHash(leaves)];
  const k = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), complete), treeHash(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), treeHash(leaves.slice(0, k))];
}

function hashAtOf(leaves: readonly Uint8Array[], asked: string[] = []): HashAt {
  return (level, index) => {
    asked.push(`${level}/${index}`);
    const covered = leaves.slice(index * 2 ** level, (index + 1) * 2 ** level);
    if (covered.length !== 2 ** level) throw new Error(`${level}/${index} is not complete`);
    return treeHash(covered);
  };
}

describe('the Merkle tree of RFC 6962', () => {
  it.each(ROOTS.map((_, size) => size))('has the published root over the first %i leaves', (size) => {
    expect(hex(rootOf(hashes.slice(0, size), sha256))).toBe(ROOTS[size]);
    expect(hex(rootAt(size, hashAtOf(hashes), sha256))).toBe(ROOTS[size]);
  });

  it.each(INCLUSION)('in a tree of %i proves leaf %i by the published path', (size, index, proof) => {
    expect(inclusionProof(index, size, hashAtOf(hashes), sha256).map(hex)).toEqual(proof);
    expect(verifyInclusion(index, size, hashes[index]!, proof.map(unhex), root(size), sha256)).toBe(true);
  });

  it.each(CONSISTENCY)('proves %i to be a prefix of %i by the published hashes', (size1, size2, proof) => {
    expect(consistencyProof(size1, size2, hashAtOf(hashes), sha256).map(hex)).toEqual(proof);
    expect(verifyConsistency(size1, size2, proof.map(unhex), root(size1), root(size2), sha256)).toBe(true);
  });

  it('agrees with the definition for every size up to 70 and every leaf and prefix in it', () => {
    const leaves = Array.from({ length: 70 }, (_, i) => leafHash(Uint8Array.of(i), sha256));
    for (let size = 1; size <= leaves.length; size++) {
      const tree = leaves.slice(0, size);
      const top = treeHash(tree);
      expect(hex(rootOf(tree, sha256))).toBe(hex(top));
      for (let m = 0; m < size; m++) {
        const proof = path(m, tree);
        expect(inclusionProof(m, size, hashAtOf(leaves), sha256)).toEqual(proof);
        expect(verifyInclusion(m, size, leaves[m]!, proof, top, sha256)).toBe(true);
      }
      for (let m = 1; m <= size; m++) {
        const proof = subproof(m, tree, true);
        expect(consistencyProof(m, size, hashAtOf(leaves), sha256)).toEqual(proof);
        expect(verifyConsistency(m, size, proof, treeHash(leaves.slice(0, m)), top, sha256)).toBe(true);
      }
    }
  });

  it('names beforehand every stored hash it will ask for, so that one query can fetch them', () => {
    const asked: string[] = [];
    const at = hashAtOf(hashes, asked);
    const names = (nodes: { level: number; index: number }[]): string[] => nodes.map((n) => `${n.level}/${n.index}`);
    inclusionProof(2, 7, at, sha256);
    expect(asked.splice(0)).toEqual(names(inclusionNodes(2, 7)));
    consistencyProof(3, 7, at, sha256);
    expect(asked.splice(0)).toEqual(names(consistencyNodes(3, 7)));
    rootAt(7, at, sha256);
    expect(asked).toEqual(names(rootNodes(7)));
    expect(names(rangeNodes(0, 7))).toEqual(['2/0', '1/2', '0/6']);
  });

  it('works beyond 2^32 leaves, where shifts of 32 bits would go wrong', () => {
    const size = 2 ** 40 + 5;
    const at: HashAt = (level, index) => sha256(Buffer.from(`${level}/${index}`));
    const proof = inclusionProof(size - 1, size, at, sha256);
    const top = rootAt(size, at, sha256);
    expect(verifyInclusion(size - 1, size, at(0, size - 1), proof, top, sha256)).toBe(true);
    expect(verifyInclusion(size - 2, size, at(0, size - 1), proof, top, sha256)).toBe(false);
    const older = 2 ** 40 + 4;
    const consistency = consistencyProof(older, size, at, sha256);
    expect(verifyConsistency(older, size, consistency, rootAt(older, at, sha256), top, sha256)).toBe(true);
  });
});

describe('the verification of proofs', () => {
  const proof = INCLUSION[6]![2].map(unhex);
  const consistency = CONSISTENCY[3]![2].map(unhex);
  const changed = (bytes: Uint8Array): Uint8Array => bytes.with(0, bytes[0]! ^ 1);

  it('refuses an inclusion proof with one hash too many, too few, changed, or out of order', () => {
    const verify = (p: Uint8Array[]): boolean => verifyInclusion(5, 8, hashes[5]!, p, root(8), sha256);
    expect(verify(proof)).toBe(true);
    expect(verify([...proof, proof[0]!])).toBe(false);
    expect(verify([])).toBe(false);
    expect(verify(proof.slice(1))).toBe(false);
    expect(verify(proof.slice(0, -1))).toBe(false);
    expect(verify([changed(proof[0]!), ...proof.slice(1)])).toBe(false);
    expect(verify(proof.toReversed())).toBe(false);
  });

  it('refuses an inclusion proof for another index, size, leaf or root', () => {
    const verify = (index: number, size: number, leaf: Uint8Array, top: Uint8Array): boolean =>
      verifyInclusion(index, size, leaf, proof, top, sha256);
    expect(verify(5, 8, hashes[5]!, root(8))).toBe(true);
    expect(verify(4, 8, hashes[5]!, root(8))).toBe(false);
    expect(verify(5, 6, hashes[5]!, root(8))).toBe(false);
    expect(verify(5, 9, hashes[5]!, root(8))).toBe(false);
    expect(verify(5, 8, hashes[4]!, root(8))).toBe(false);
    expect(verify(5, 8, hashes[5]!, root(7))).toBe(false);
  });

  it('refuses a consistency proof with one hash too many, too few, changed, or for other trees', () => {
    const verify = (size1: number, size2: number, p: Uint8Array[], old: number, young: number): boolean =>
      verifyConsistency(size1, size2, p, root(old), root(young), sha256);
    expect(verify(6, 8, consistency, 6, 8)).toBe(true);
    expect(verify(6, 8, [...consistency, consistency[0]!], 6, 8)).toBe(false);
    expect(verify(6, 8, consistency.slice(0, -1), 6, 8)).toBe(false);
    expect(verify(6, 8, [], 6, 8)).toBe(false);
    expect(verify(6, 8, [changed(consistency[0]!), ...consistency.slice(1)], 6, 8)).toBe(false);
    expect(verify(6, 8, consistency, 5, 8)).toBe(false);
    expect(verify(6, 8, consistency, 6, 7)).toBe(false);
    expect(verify(5, 8, consistency, 6, 8)).toBe(false);
  });

  it('takes two checkpoints of one size as consistent only when they are equal and nothing is offered as proof', () => {
    expect(verifyConsistency(7, 7, [], root(7), root(7), sha256)).toBe(true);
    expect(verifyConsistency(7, 7, [], root(7), root(8), sha256)).toBe(false);
    expect(verifyConsistency(7, 7, consistency, root(7), root(7), sha256)).toBe(false);
  });

  it('takes every tree as consistent with the empty one, whose root it knows', () => {
    expect(verifyConsistency(0, 8, [], root(0), root(8), sha256)).toBe(true);
    expect(verifyConsistency(0, 8, [], root(1), root(8), sha256)).toBe(false);
    expect(verifyConsistency(0, 8, consistency, root(0), root(8), sha256)).toBe(false);
  });

  it('refuses a leaf beyond the only one, and numbers that are no counts, though the hashes fit', () => {
    const [leaf] = hashes as [Uint8Array];
    expect(verifyInclusion(0, 1, leaf, [], leaf, sha256)).toBe(true);
    for (const index of [1, -1, 0.5, Number.NaN]) {
      expect(verifyInclusion(index, 1, leaf, [], leaf, sha256)).toBe(false);
    }
    expect(verifyInclusion(0, 1.5, leaf, [hashes[1]!], root(2), sha256)).toBe(false);
    for (const size of [-1, 0.5, Infinity, 2 ** 53]) {
      expect(verifyConsistency(size, size, [], root(8), root(8), sha256)).toBe(false);
    }
    expect(verifyConsistency(1, 1.5, [hashes[1]!], root(1), root(2), sha256)).toBe(false);
    expect(verifyConsistency(2, 1, [], root(2), root(2), sha256)).toBe(false);
    expect(verifyConsistency(0.5, 1, [root(1)], root(1), root(1), sha256)).toBe(false);
  });

  it('refuses equal hashes that are not 32 bytes', () => {
    const short = new Uint8Array(31);
    expect(verifyInclusion(0, 1, short, [], short, sha256)).toBe(false);
    expect(verifyConsistency(8, 8, [], short, short, sha256)).toBe(false);
  });

  it('refuses the proof of a larger tree under a smaller size', () => {
    expect(verifyInclusion(1, 2, hashes[1]!, [hashes[0]!], root(2), sha256)).toBe(true);
    expect(verifyInclusion(0, 1, hashes[1]!, [hashes[0]!], root(2), sha256)).toBe(false);
    const larger = consistencyProof(7, 8, hashAtOf(hashes), sha256);
    expect(verifyConsistency(7, 8, larger, root(7), root(8), sha256)).toBe(true);
    expect(verifyConsistency(3, 4, larger, root(7), root(8), sha256)).toBe(false);
  });

  it('answers false, and does not throw, for numbers and hashes that cannot be', () => {
    const short = new Uint8Array(31);
    for (const bad of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      expect(verifyInclusion(bad, 8, hashes[5]!, proof, root(8), sha256)).toBe(false);
      expect(verifyInclusion(5, bad, hashes[5]!, proof, root(8), sha256)).toBe(false);
      expect(verifyConsistency(bad, 8, consistency, root(6), root(8), sha256)).toBe(false);
      expect(verifyConsistency(6, bad, consistency, root(6), root(8), sha256)).toBe(false);
    }
    expect(verifyInclusion(5, 8, hashes[5]!, [short, ...proof.slice(1)], root(8), sha256)).toBe(false);
    expect(verifyConsistency(6, 8, [short, ...consistency.slice(1)], root(6), root(8), sha256)).toBe(false);
    expect(verifyConsistency(8, 6, consistency, root(8), root(6), sha256)).toBe(false);
  });

  it('refuses a proof of a million hashes before hashing any', () => {
    let hashed = 0;
    const counting = (bytes: Uint8Array): Uint8Array => {
      hashed += 1;
      return sha256(bytes);
    };
    const endless = new Array<Uint8Array>(1_000_000).fill(proof[0]!);
    expect(verifyInclusion(5, 8, hashes[5]!, endless, root(8), counting)).toBe(false);
    expect(verifyConsistency(6, 8, endless, root(6), root(8), counting)).toBe(false);
    expect(hashed).toBe(0);
  });

  it('does not accept any of 2,000 damaged proofs', () => {
    fc.assert(
      fc.property(
        fc.nat(7),
        fc.nat(2),
        fc.nat(31),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (index, at, byte, flip, inclusion) => {
          const good = inclusion ? inclusionProof(index, 8, hashAtOf(hashes), sha256) : consistency;
          const bad = good.map((hash, i) => (i === at ? hash.with(byte, hash[byte]! ^ flip) : hash));
          const accepted = inclusion
            ? verifyInclusion(index, 8, hashes[index]!, bad, root(8), sha256)
            : verifyConsistency(6, 8, bad, root(6), root(8), sha256);
          expect(accepted).toBe(false);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('refuses to build a proof for a leaf or a prefix that is not there', () => {
    const at = hashAtOf(hashes);
    expect(() => inclusionProof(8, 8, at, sha256)).toThrow(expect.objectContaining({ code: 'proof-out-of-range' }));
    expect(() => inclusionProof(0, 0, at, sha256)).toThrow(expect.objectContaining({ code: 'proof-out-of-range' }));
    expect(consistencyProof(0, 8, at, sha256)).toEqual([]);
    expect(() => consistencyProof(8, 7, at, sha256)).toThrow(expect.objectContaining({ code: 'proof-out-of-range' }));
    for (const bad of [-1, 0.5, Number.NaN, Infinity, 2 ** 53]) {
      for (const build of [
        () => inclusionProof(bad, 8, at, sha256),
        () => inclusionProof(0, bad, at, sha256),
        () => consistencyProof(bad, 8, at, sha256),
        () => consistencyProof(0, bad, at, sha256),
      ]) {
        expect(build).toThrow(expect.objectContaining({ code: 'proof-out-of-range' }));
      }
    }
  });
});
