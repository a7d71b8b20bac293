import { sha256 } from './keys.ts';

/** RFC 6962 §2.1. */
export function leafHash(content: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from([0]), content]));
}

export function nodeHash(left: Buffer, right: Buffer): Buffer {
  return sha256(Buffer.concat([Buffer.from([1]), left, right]));
}

/** The root of a complete or ragged tree over hashes, by the definition: split at the largest power of two below their number. */
export function rootOver(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return sha256('');
  if (hashes.length === 1) return first;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(rootOver(hashes.slice(0, split)), rootOver(hashes.slice(split)));
}

export const tileWidth = 256;

/** Where a hash tile lies below the log's prefix (C2SP tlog-tiles): numbers in groups of three digits, all but the last behind an x. */
export function tilePath(level: number | 'entries', index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  const name = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join('/');
  return `tile/${level}/${name}${width === tileWidth ? '' : `.p/${width}`}`;
}

/**
 * The root of the first `size` leaves from the last tile of each level alone. What a level holds beyond the level above is a run of
 * complete subtrees; from the top level down these runs are the tree from left to right, and it is joined from its right edge.
 * @param hashesOf the first `width` hashes of a tile
 */
export async function rootAt(
  size: number,
  hashesOf: (level: number, index: number, width: number) => Promise<readonly Buffer[]>,
): Promise<Buffer> {
  const subtrees: Buffer[] = [];
  for (let level = Math.floor(Math.log2(Math.max(size, 1)) / 8); level >= 0; level -= 1) {
    const count = Math.floor(size / tileWidth ** level);
    const width = count % tileWidth;
    if (width === 0) continue;
    const hashes = await hashesOf(level, Math.floor(count / tileWidth), width);
    for (let at = 0; at < width;) {
      const run = 2 ** Math.floor(Math.log2(width - at));
      subtrees.push(rootOver(hashes.slice(at, at + run)));
      at += run;
    }
  }
  return subtrees.length === 0 ? sha256('') : subtrees.reduceRight((right, left) => nodeHash(left, right));
}
