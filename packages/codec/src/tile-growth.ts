import { concatBytes } from './bytes.ts';
import { rootOf, type Sha256 } from './merkle.ts';
import { type ReadTile, readTile, type Tile, TILE_WIDTH } from './tile.ts';

export interface TileData {
  readonly tile: Tile;
  readonly data: Uint8Array;
}

/**
 * The tiles that a log writes when leaves are appended: exactly those whose width changes, lowest level first, so that
 * nothing refers upwards to what is not yet stored. Level 0 tells which entry bundles to write too.
 * @param size of the tree before, in leaves
 * @param leafHashes of the new leaves, in order
 * @param read is asked only for the rightmost partial tile of each level, at its width before
 * @throws CodecError `malformed-tile`
 */
export function appendLeaves(
  size: number,
  leafHashes: readonly Uint8Array[],
  read: ReadTile,
  sha256: Sha256,
): TileData[] {
  const written: TileData[] = [];
  let first = size;
  let hashes = leafHashes;
  for (let level = 0; hashes.length > 0; level++) {
    const width = first % TILE_WIDTH;
    let index = (first - width) / TILE_WIDTH;
    const before = width === 0 ? [] : readTile({ level, index, width }, read).slice(0, width);
    const all = [...before, ...hashes];

    // The tree above grows by one hash for each tile that became full.
    first = index;
    const above: Uint8Array[] = [];
    for (let begin = 0; begin < all.length; begin += TILE_WIDTH) {
      const tile = all.slice(begin, begin + TILE_WIDTH);
      written.push({ tile: { level, index: index++, width: tile.length }, data: concatBytes(...tile) });
      if (tile.length === TILE_WIDTH) above.push(rootOf(tile, sha256));
    }
    hashes = above;
  }
  return written;
}
