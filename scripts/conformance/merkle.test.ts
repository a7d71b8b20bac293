import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { leafHash, nodeHash, rootAt, rootOver, tilePath, tileWidth } from './merkle.ts';

const leaves = Array.from({ length: 70_000 }, (_, number) => leafHash(Buffer.from(`entry ${number}`)));

/** Tiles of RFC 6962 hashes, made level by level. */
function tilesOf(size: number) {
  const levels = [leaves.slice(0, size)];
  while (levels.at(-1)!.length >= tileWidth) {
    const below = levels.at(-1)!;
    const full = Math.floor(below.length / tileWidth);
    levels.push(Array.from({ length: full }, (_, at) => rootOver(below.slice(at * tileWidth, (at + 1) * tileWidth))));
  }
  return async (level: number, index: number, width: number) =>
    levels[level]!.slice(index * tileWidth, index * tileWidth + width);
}

test('the empty tree and the tree of one entry are as RFC 6962 §2.1 says', () => {
  const hash = (text: string) => createHash('sha256').update(text, 'latin1').digest();
  expect(rootOver([])).toEqual(hash(''));
  expect(rootOver([leafHash(Buffer.from('L123456'))])).toEqual(hash('\u0000L123456'));
});

test('five leaves are split at four', () => {
  const [a, b, c, d, e] = leaves as [Buffer, Buffer, Buffer, Buffer, Buffer];
  expect(rootOver([a, b, c, d, e])).toEqual(nodeHash(nodeHash(nodeHash(a, b), nodeHash(c, d)), e));
});

test.each([1, 2, 3, 255, 256, 257, 300, 512, 65_535, 65_536, 65_537, 66_000, 70_000])(
  'of %i leaves the last tiles alone give the root that all leaves give',
  async (size) => {
    expect(await rootAt(size, tilesOf(size))).toEqual(rootOver(leaves.slice(0, size)));
  },
);

test('a tile path is in groups of three digits (C2SP tlog-tiles)', () => {
  expect(tilePath(0, 1_234_067, 256)).toBe('tile/0/x001/x234/067');
  expect(tilePath('entries', 0, 5)).toBe('tile/entries/000.p/5');
});
