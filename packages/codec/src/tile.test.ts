import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodecError } from './errors.ts';
import { type HashAt, leafHash, rootAt, rootOf } from './merkle.ts';
import { consistencyProof, inclusionProof } from './merkle-proof.ts';
import { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
import { decodeTile, type ReadTile, type Tile, tileHashes, tileOf } from './tile.ts';
import { decodeEntries, encodeEntries } from './tile-entries.ts';
import { appendLeaves } from './tile-growth.ts';
import { formatTilePath, parseTilePath } from './tile-path.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const withCode = (code: string): unknown => expect.objectContaining({ name: 'CodecError', code });

describe('the path of a tile', () => {
  it.each([
    ['tile/0/x001/x234/067', { kind: 'hashes', level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { kind: 'hashes', level: 0, index: 0, width: 256 }],
    ['tile/1/007.p/5', { kind: 'hashes', level: 1, index: 7, width: 5 }],
    ['tile/63/x999/999.p/255', { kind: 'hashes', level: 63, index: 999_999, width: 255 }],
    ['tile/entries/042', { kind: 'entries', index: 42, width: 256 }],
    ['tile/entries/x001/000.p/1', { kind: 'entries', index: 1_000, width: 1 }],
  ] as const)('%s is written and read as C2SP tlog-tiles says', (path, name) => {
    expect(formatTilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });

  it.each([
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/001/x002',
    'tile/0/x001/x002',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/05',
    'tile/0/000.p/',
    'tile/0/000/',
    'tile/8/0/000',
    '/tile/0/000',
    'tile/0/x999/x999/x999/x999/x999/999',
    'tile/0/x009/x999/x999/x999/x999/x999/999',
    'tile/data/000',
    'tile/0/../000',
    'tile/0/000\n',
    '',
  ])('%j is no path of a tile', (path) => {
    expect(() => parseTilePath(path)).toThrow(withCode('malformed-tile'));
  });

  it('is refused for a tile that cannot be', () => {
    const tile = { kind: 'hashes', level: 0, index: 0, width: 256 } as const;
    for (const bad of [{ level: 64 }, { level: -1 }, { index: -1 }, { index: 2 ** 53 }, { width: 0 }, { width: 257 }]) {
      expect(() => formatTilePath({ ...tile, ...bad })).toThrow(withCode('tile-out-of-range'));
    }
  });
});

describe('the tiles of a tree', () => {
  const hash = (i: number): Uint8Array => leafHash(Uint8Array.of(i >> 16, i >> 8, i), sha256);
  const hashes = (from: number, to: number): Uint8Array[] =>
    Array.from({ length: to - from }, (_, i) => hash(from + i));
  const nothing: ReadTile = () => {
    throw new Error('nothing is stored');
  };

  it('of 70,000 leaves are those that C2SP tlog-tiles counts', () => {
    const counts: Record<string, number> = {};
    for (const { tile } of appendLeaves(0, hashes(0, 70_000), nothing, sha256)) {
      const name = `level ${tile.level}, ${tile.width === 256 ? 'full' : `width ${tile.width}`}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(counts).toEqual({
      'level 0, full': 273,
      'level 0, width 112': 1,
      'level 1, full': 1,
      'level 1, width 17': 1,
      'level 2, width 1': 1,
    });
  });

  it('of 256 leaves are a full one and one of width 1 above it, which holds the root', () => {
    const [below, above] = appendLeaves(0, hashes(0, 256), nothing, sha256);
    expect(below!.tile).toEqual({ level: 0, index: 0, width: 256 });
    expect(above).toEqual({ tile: { level: 1, index: 0, width: 1 }, data: rootOf(hashes(0, 256), sha256) });
  });

  it('that are written for new leaves are only those whose width changes, lowest level first', () => {
    const stored: ReadTile = ({ width }) => new Uint8Array(width * 32);
    const names = (size: number, added: number): Tile[] =>
      appendLeaves(size, hashes(0, added), stored, sha256).map(({ tile }) => tile);
    expect(names(300, 0)).toEqual([]);
    expect(names(300, 1)).toEqual([{ level: 0, index: 1, width: 45 }]);
    expect(names(500, 20)).toEqual([
      { level: 0, index: 1, width: 256 },
      { level: 0, index: 2, width: 8 },
      { level: 1, index: 0, width: 2 },
    ]);
  });

  it('hold each subtree once, at its place', () => {
    expect(tileOf({ level: 0, index: 300 }, 70_000)).toEqual({
      tile: { level: 0, index: 1, width: 256 },
      begin: 44,
      end: 45,
    });
    expect(tileOf({ level: 9, index: 8 }, 70_000)).toEqual({
      tile: { level: 1, index: 0, width: 256 },
      begin: 16,
      end: 18,
    });
    expect(tileOf({ level: 8, index: 272 }, 70_000)).toEqual({
      tile: { level: 1, index: 1, width: 17 },
      begin: 16,
      end: 17,
    });
    expect(() => tileOf({ level: 8, index: 273 }, 70_000)).toThrow(withCode('tile-out-of-range'));
  });

  it('answer for every proof and root of a log that wrote them as it grew', () => {
    const leaves = hashes(0, 70_000);
    const store = new Map<string, Uint8Array>();
    const read: ReadTile = (tile) => store.get(formatTilePath({ kind: 'hashes', ...tile }))!;
    const sizes = [1, 3, 255, 256, 257, 600, 65_535, 65_536, 65_537, 70_000];
    sizes.forEach((size, i) => {
      const before = sizes[i - 1] ?? 0;
      for (const { tile, data } of appendLeaves(before, leaves.slice(before, size), read, sha256)) {
        store.set(formatTilePath({ kind: 'hashes', ...tile }), data);
      }
    });
    for (const size of sizes) {
      const at: HashAt = tileHashes(size, read, sha256);
      const top = rootOf(leaves.slice(0, size), sha256);
      expect(rootAt(size, at, sha256)).toEqual(top);
      for (const index of [0, size >> 1, size - 1]) {
        const proof = inclusionProof(index, size, at, sha256);
        expect(verifyInclusion(index, size, leaves[index]!, proof, top, sha256)).toBe(true);
      }
      for (const old of sizes.filter((other) => other < size)) {
        const proof = consistencyProof(old, size, at, sha256);
        expect(verifyConsistency(old, size, proof, rootOf(leaves.slice(0, old), sha256), top, sha256)).toBe(true);
      }
    }
  });

  it('may be read from the full tile where the log dropped the partial one, and from nothing shorter', () => {
    const full = new Uint8Array(8_192).map((_, i) => i >> 5);
    const at = (data: Uint8Array): HashAt => tileHashes(5, () => data, sha256);
    expect(at(full)(0, 4)).toEqual(full.slice(4 * 32, 5 * 32));
    expect(() => at(full.subarray(0, 4 * 32))(0, 0)).toThrow(withCode('malformed-tile'));
    expect(() => at(full.subarray(0, 5 * 32 + 1))(0, 0)).toThrow(withCode('malformed-tile'));
    expect(() => at(new Uint8Array(257 * 32))(0, 0)).toThrow(withCode('malformed-tile'));
    expect(() => at(full)(0, 5)).toThrow(withCode('tile-out-of-range'));
  });

  it('have exactly 32 bytes for each hash', () => {
    expect(decodeTile(new Uint8Array(96), 3)).toHaveLength(3);
    expect(() => decodeTile(new Uint8Array(95), 3)).toThrow(withCode('malformed-tile'));
    expect(() => decodeTile(new Uint8Array(128), 3)).toThrow(withCode('malformed-tile'));
  });
});

describe('an entry bundle', () => {
  it('puts a big-endian length of two bytes before each entry', () => {
    const entries = [Uint8Array.of(), Uint8Array.of(7), new Uint8Array(258).fill(1)];
    const bundle = encodeEntries(entries);
    expect([...bundle.subarray(0, 7)]).toEqual([0, 0, 0, 1, 7, 1, 2]);
    expect(bundle).toHaveLength(6 + 0 + 1 + 258);
    expect(decodeEntries(bundle, 3)).toEqual(entries);
  });

  it('reads back whatever was put into it', () => {
    const anyEntries = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(anyEntries, (entries) => {
        expect(decodeEntries(encodeEntries(entries), entries.length)).toEqual(entries);
      }),
      { numRuns: 50 },
    );
  });

  it('is refused with other than the promised number of entries, or with a cut one', () => {
    const bundle = encodeEntries([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    for (const width of [1, 3, 256]) expect(() => decodeEntries(bundle, width)).toThrow(withCode('malformed-tile'));
    expect(() => decodeEntries(bundle.subarray(0, -1), 2)).toThrow(withCode('malformed-tile'));
    expect(() => decodeEntries(bundle.subarray(0, 5), 2)).toThrow(withCode('malformed-tile'));
    expect(() => decodeEntries(new Uint8Array(0), 1)).toThrow(withCode('malformed-tile'));
  });

  it('is refused when no bundle can hold the entries', () => {
    expect(() => encodeEntries([])).toThrow(withCode('tile-out-of-range'));
    expect(() => encodeEntries(Array.from({ length: 257 }, () => new Uint8Array(0)))).toThrow(
      withCode('tile-out-of-range'),
    );
    expect(() => encodeEntries([new Uint8Array(65_536)])).toThrow(withCode('entry-too-large'));
    expect(encodeEntries([new Uint8Array(65_535)])).toHaveLength(65_537);
  });

  it('throws only our errors over 2,000 mutations', () => {
    const good = encodeEntries([Uint8Array.of(1, 2), new Uint8Array(300), Uint8Array.of()]);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), fc.nat(5), (at, byte, length, width) => {
        const bad = good.with(at, byte).subarray(0, length);
        try {
          expect(decodeEntries(bad, width)).toHaveLength(width);
        } catch (error) {
          expect(error).toBeInstanceOf(CodecError);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
