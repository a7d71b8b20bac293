import { CodecError } from './errors.ts';
import { TILE_WIDTH } from './tile.ts';

const MAXIMUM_ENTRY = 0xffff;

/**
 * An entry bundle (C2SP tlog-tiles): each entry preceded by its length as a big-endian uint16.
 * @param entries 1 to 256, each of at most 65,535 bytes
 * @throws CodecError `entry-too-large`, `tile-out-of-range`
 */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array {
  if (entries.length < 1 || entries.length > TILE_WIDTH) {
    throw new CodecError('tile-out-of-range', `a bundle holds 1 to ${TILE_WIDTH} entries, not ${entries.length}`);
  }
  const tooLarge = entries.find((entry) => entry.length > MAXIMUM_ENTRY);
  if (tooLarge !== undefined) {
    throw new CodecError('entry-too-large', `an entry has at most ${MAXIMUM_ENTRY} bytes, not ${tooLarge.length}`);
  }
  const bundle = new Uint8Array(entries.reduce((total, entry) => total + 2 + entry.length, 0));
  let position = 0;
  for (const entry of entries) {
    bundle[position] = entry.length >> 8;
    bundle[position + 1] = entry.length & 0xff;
    bundle.set(entry, position + 2);
    position += 2 + entry.length;
  }
  return bundle;
}

/**
 * Reads an entry bundle; the entries are views into it.
 * @param width the number of entries it must hold, from its path
 * @throws CodecError `malformed-tile` for fewer, more or cut entries
 */
export function decodeEntries(bundle: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = [];
  let position = 0;
  while (position < bundle.length) {
    const begin = position + 2;
    const end = begin + ((bundle[position]! << 8) | (bundle[position + 1] ?? 0));
    if (end > bundle.length || entries.length === width) {
      throw new CodecError('malformed-tile', `entry ${entries.length} does not fit the bundle`);
    }
    entries.push(bundle.subarray(begin, end));
    position = end;
  }
  if (entries.length !== width) {
    throw new CodecError('malformed-tile', `a bundle of width ${width} has ${entries.length} entries`);
  }
  return entries;
}
