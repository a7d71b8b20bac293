import { CodecError } from './errors.ts';

/** DEFLATE packs bits from the least significant end of each byte (RFC 1951 §3.1.1). */
export interface BitReader {
  readonly data: Uint8Array;
  position: number;
  bits: number;
  held: number;
}

/** Indexed by the next `width` bits: symbol × 16 + code length, or 0 where no code begins like that. */
export interface CodeTable {
  readonly width: number;
  readonly entries: Uint16Array;
}

/** Takes the next 0 to 16 bits as a number. */
export function readBits(reader: BitReader, count: number): number {
  fill(reader, count);
  if (reader.held < count) throw malformed('compressed data end early');
  const value = reader.bits & ((1 << count) - 1);
  drop(reader, count);
  return value;
}

/** Takes one code and returns its symbol. */
export function readSymbol(reader: BitReader, table: CodeTable): number {
  // Past the end the missing bits count as zeros; a code that needs them is refused below.
  fill(reader, table.width);
  const entry = table.entries[reader.bits & ((1 << table.width) - 1)]!;
  const length = entry & 15;
  if (length === 0 || length > reader.held) throw malformed('no such code');
  drop(reader, length);
  return entry >> 4;
}

/**
 * The canonical code with these lengths, one for each symbol, 0 for symbols that do not occur (RFC 1951 §3.2.2).
 * @param single whether a code of one symbol, which leaves half of the bits unused, is allowed (§3.2.7)
 */
export function codeTable(lengths: Uint8Array, single: boolean): CodeTable {
  const counts = new Uint16Array(16);
  for (const length of lengths) if (length > 0) counts[length]! += 1;
  const width = lengths.reduce((longest, length) => Math.max(longest, length), 0);
  const next = new Uint16Array(16);
  let code = 0;
  let free = 1;
  for (let length = 1; length <= width; length++) {
    next[length] = code;
    code = (code + counts[length]!) << 1;
    free = free * 2 - counts[length]!;
    if (free < 0) throw malformed('more codes than bits allow');
  }
  if (free > 0 && !(single && width <= 1)) throw malformed('incomplete code');

  const entries = new Uint16Array(1 << width);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    // Codes are defined from the most significant bit, but arrive from the least: turn the code round.
    const first = reverse(next[length]!, length);
    next[length]! += 1;
    for (let i = first; i < entries.length; i += 1 << length) entries[i] = symbol * 16 + length;
  });
  return { width, entries };
}

export function malformed(reason: string): CodecError {
  return new CodecError('malformed-status-list', reason);
}

function fill(reader: BitReader, count: number): void {
  while (reader.held < count && reader.position < reader.data.length) {
    reader.bits |= reader.data[reader.position]! << reader.held;
    reader.position += 1;
    reader.held += 8;
  }
}

function drop(reader: BitReader, count: number): void {
  reader.bits >>>= count;
  reader.held -= count;
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let i = 0; i < length; i++) reversed = (reversed << 1) | ((code >> i) & 1);
  return reversed;
}
