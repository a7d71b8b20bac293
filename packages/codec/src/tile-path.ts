import { CodecError } from './errors.ts';
import { TILE_WIDTH, type Tile } from './tile.ts';

/** The longest path of an index below 2^53: six groups, level 63, a partial width. */
const MAXIMUM_PATH = 48;
const MAXIMUM_LEVEL = 63;

/** Hash tiles have a level; entry bundles have none. */
export type TileName =
  | ({ readonly kind: 'hashes' } & Tile)
  | { readonly kind: 'entries'; readonly index: number; readonly width: number };

/**
 * The path of a tile below the log's prefix, as in C2SP tlog-tiles: `tile/0/x001/x234/067`, `tile/entries/000.p/5`.
 * @throws CodecError `tile-out-of-range`
 */
export function formatTilePath(name: TileName): string {
  const level = name.kind === 'entries' ? 'entries' : String(name.level);
  if (name.kind === 'hashes' && !isWithin(name.level, 0, MAXIMUM_LEVEL)) {
    throw new CodecError('tile-out-of-range', `no tile level ${name.level}`);
  }
  if (!isWithin(name.index, 0, Number.MAX_SAFE_INTEGER) || !isWithin(name.width, 1, TILE_WIDTH)) {
    throw new CodecError('tile-out-of-range', `no tile ${name.index} of width ${name.width}`);
  }
  const partial = name.width === TILE_WIDTH ? '' : `.p/${name.width}`;
  return `tile/${level}/${formatIndex(name.index)}${partial}`;
}

/**
 * Reads a tile path. Exactly one path names a tile: padding, leading zeros and other spellings are refused.
 * @throws CodecError `malformed-tile`
 */
export function parseTilePath(path: string): TileName {
  const match =
    path.length <= MAXIMUM_PATH
      ? /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
      : null;
  if (match === null) throw new CodecError('malformed-tile', 'not a tile path');
  const [, level, groups, partial] = match;
  const index = Number(groups!.replace(/[x/]/g, ''));
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const name: TileName =
    level === 'entries' ? { kind: 'entries', index, width } : { kind: 'hashes', level: Number(level), index, width };
  if (!isCanonical(name, path)) throw new CodecError('malformed-tile', 'not the path of any tile');
  return name;
}

function isCanonical(name: TileName, path: string): boolean {
  const inRange =
    isWithin(name.index, 0, Number.MAX_SAFE_INTEGER) &&
    isWithin(name.width, 1, TILE_WIDTH) &&
    (name.kind === 'entries' || isWithin(name.level, 0, MAXIMUM_LEVEL));
  return inRange && formatTilePath(name) === path;
}

/** 1234067 → `x001/x234/067`: three digits a group, all but the last marked with an x. */
function formatIndex(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/\d{3}/g)!;
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

function isWithin(value: number, minimum: number, maximum: number): boolean {
  return Number.isSafeInteger(value) && value >= minimum && value <= maximum;
}
