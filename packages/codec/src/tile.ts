import { CodecError } from './errors.ts';
import { HASH_BYTES, rootOf, type HashAt, type Sha256, type TreeNode } from './merkle.ts';

/** Hashes in a full tile, and entries in a full bundle (C2SP tlog-tiles). A tile stands for eight levels of the tree. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Tile `index` of tile level `level`, holding its first `width` hashes; a width of 256 is a full tile. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** Where a complete subtree lies in a tile: it is the root over the tile's hashes [begin, end). */
export interface TilePosition {
  readonly tile: Tile;
  readonly begin: number;
  readonly end: number;
}

/**
 * The tile that holds a subtree, at the width it has in a tree of `size` leaves.
 * @throws CodecError `tile-out-of-range` if the tree has no such complete subtree
 */
export function tileOf(node: TreeNode, size: number): TilePosition {
  const level = Math.floor(node.level / TILE_HEIGHT);
  const span = 2 ** (node.level % TILE_HEIGHT);
  const first = node.index * span;
  const index = Math.floor(first / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH);
  const begin = first % TILE_WIDTH;
  if (begin + span > width) {
    throw new CodecError('tile-out-of-range', `a tree of ${size} has no subtree ${node.index} at level ${node.level}`);
  }
  return { tile: { level, index, width }, begin, end: begin + span };
}

/**
 * Reads the hashes of a tile.
 * @throws CodecError `malformed-tile` unless the data are exactly width × 32 bytes
 */
export function decodeTile(data: Uint8Array, width: number): Uint8Array[] {
  if (data.length !== width * HASH_BYTES) {
    throw new CodecError('malformed-tile', `a tile of width ${width} has ${width * HASH_BYTES} bytes`);
  }
  return Array.from({ length: width }, (_, i) => data.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/**
 * Returns the data of a tile. It is asked again for every node, so it caches if reading costs anything. A log may have
 * dropped a partial tile: then a wider one will do.
 */
export type ReadTile = (tile: Tile) => Uint8Array;

/**
 * A `HashAt` over tiles, for proofs and roots of a tree of `size` leaves.
 * @throws CodecError `tile-out-of-range`, `malformed-tile`
 */
export function tileHashes(size: number, read: ReadTile, sha256: Sha256): HashAt {
  return (level, index) => {
    const { tile, begin, end } = tileOf({ level, index }, size);
    return rootOf(readTile(tile, read).slice(begin, end), sha256);
  };
}

/**
 * The hashes of a stored tile, at least as many as its width.
 * @throws CodecError `malformed-tile`
 */
export function readTile(tile: Tile, read: ReadTile): Uint8Array[] {
  const data = read(tile);
  const stored = Math.floor(data.length / HASH_BYTES);
  if (stored < tile.width || stored > TILE_WIDTH) {
    throw new CodecError('malformed-tile', `tile ${tile.level}/${tile.index} has ${data.length} bytes`);
  }
  return decodeTile(data, stored);
}

/** floor(size / 256^level): how many hashes a tree has at a tile level. */
function hashesAt(level: number, size: number): number {
  return Math.floor(size / TILE_WIDTH ** level);
}
