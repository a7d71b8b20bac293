import { zlibSync } from 'fflate/browser';
import { malformed } from './status-list-huffman.ts';
import { inflateRaw } from './status-list-inflate.ts';

/** Compresses to a ZLIB stream (RFC 1950). A platform with a native zlib passes its own: any valid stream will do. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** ZLIB at level 6, in pure JavaScript. */
export const deflateZlib: Deflate = (bytes) => zlibSync(bytes, { level: 6 });

const HEADER_BYTES = 2;
const CHECKSUM_BYTES = 4;

/**
 * Inflates a ZLIB stream (RFC 1950): whole, alone, and with the right checksum.
 * @param maximum largest output, in bytes
 * @throws CodecError `status-list-too-large` beyond the limit, `malformed-status-list` for every other fault
 */
export function inflateZlib(data: Uint8Array, maximum: number): Uint8Array {
  if (data.length < HEADER_BYTES + CHECKSUM_BYTES) throw malformed('too short for a zlib stream');
  requireHeader(data[0]!, data[1]!);
  const end = data.length - CHECKSUM_BYTES;
  const inflated = inflateRaw(data.subarray(HEADER_BYTES, end), maximum);
  const checksum = data.subarray(end).reduce((sum, byte) => sum * 256 + byte, 0);
  if (checksum !== adler32(inflated)) throw malformed('checksum differs');
  return inflated;
}

/** RFC 1950 §2.2: deflate, a window of at most 32 KiB, a check value, no preset dictionary. */
function requireHeader(method: number, flags: number): void {
  if ((method & 15) !== 8 || method >> 4 > 7 || (method * 256 + flags) % 31 !== 0 || (flags & 32) !== 0) {
    throw malformed('not a zlib stream');
  }
}

/** The check value of RFC 1950 §8.2. */
function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
