import { CodecError } from './errors.ts';
import { type BitReader, codeTable, type CodeTable, malformed, readBits, readSymbol } from './status-list-huffman.ts';

interface Output {
  bytes: Uint8Array;
  length: number;
  readonly maximum: number;
}

/**
 * Inflates DEFLATE data (RFC 1951), whole and alone.
 * This is not left to a library because the bytes are hostile: the output ends at the limit instead of after it, memory
 * grows only with what was really produced, and every fault has a code of ours.
 * @param maximum largest output, in bytes
 * @throws CodecError `status-list-too-large` beyond the limit, `malformed-status-list` for every other fault
 */
export function inflateRaw(data: Uint8Array, maximum: number): Uint8Array {
  const reader: BitReader = { data, position: 0, bits: 0, held: 0 };
  const output: Output = { bytes: new Uint8Array(Math.min(maximum, data.length * 4)), length: 0, maximum };
  let final = false;
  while (!final) {
    final = readBits(reader, 1) === 1;
    const type = readBits(reader, 2);
    if (type === 0) copyStored(reader, output);
    else if (type === 1) inflateBlock(reader, output, FIXED_LITERALS, FIXED_DISTANCES);
    else if (type === 2) inflateDynamic(reader, output);
    else throw malformed('reserved block type');
  }
  // Whole bytes still held were read ahead but belong to nothing.
  if (reader.position - Math.floor(reader.held / 8) !== data.length) throw malformed('bytes after the last block');
  return output.bytes.slice(0, output.length);
}

/** RFC 1951 §3.2.4. */
function copyStored(reader: BitReader, output: Output): void {
  readBits(reader, reader.held % 8);
  const length = readBits(reader, 16);
  if ((length ^ 0xffff) !== readBits(reader, 16)) throw malformed('length of a stored block');
  reserve(output, length);
  for (let i = 0; i < length; i++) output.bytes[output.length++] = readBits(reader, 8);
}

/** The order in which RFC 1951 §3.2.7 gives the lengths of the code length code. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** RFC 1951 §3.2.7. */
function inflateDynamic(reader: BitReader, output: Output): void {
  const literals = readBits(reader, 5) + 257;
  const distances = readBits(reader, 5) + 1;
  const codeLengths = readBits(reader, 4) + 4;
  if (literals > 286 || distances > 30) throw malformed('more codes than symbols');
  const codeLengthLengths = new Uint8Array(19);
  for (let i = 0; i < codeLengths; i++) codeLengthLengths[CODE_LENGTH_ORDER[i]!] = readBits(reader, 3);
  const lengths = readCodeLengths(reader, codeTable(codeLengthLengths, false), literals + distances);
  const literalTable = codeTable(lengths.subarray(0, literals), true);
  inflateBlock(reader, output, literalTable, codeTable(lengths.subarray(literals), true));
}

function readCodeLengths(reader: BitReader, table: CodeTable, count: number): Uint8Array {
  const lengths = new Uint8Array(count);
  let i = 0;
  while (i < count) {
    const symbol = readSymbol(reader, table);
    if (symbol < 16) {
      lengths[i++] = symbol;
      continue;
    }
    const [value, repeats] =
      symbol === 16
        ? [lengths[i - 1], 3 + readBits(reader, 2)]
        : [0, symbol === 17 ? 3 + readBits(reader, 3) : 11 + readBits(reader, 7)];
    if (value === undefined || i + repeats > count) throw malformed('repeated code length without a place');
    lengths.fill(value, i, i + repeats);
    i += repeats;
  }
  return lengths;
}

const END_OF_BLOCK = 256;
const FIRST_LENGTH = 257;

/** Extra bits of each length symbol from 257 and of each distance symbol: RFC 1951 §3.2.5. */
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_EXTRA = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The last length symbol breaks the series: it means 258 by itself. */
const LENGTH_BASE = /* @__PURE__ */ [...bases(LENGTH_EXTRA.slice(0, -1), 3), 258];
const DISTANCE_BASE = /* @__PURE__ */ bases(DISTANCE_EXTRA, 1);

/** RFC 1951 §3.2.3. */
function inflateBlock(reader: BitReader, output: Output, literals: CodeTable, distances: CodeTable): void {
  for (;;) {
    const symbol = readSymbol(reader, literals);
    if (symbol === END_OF_BLOCK) return;
    if (symbol < END_OF_BLOCK) {
      reserve(output, 1);
      output.bytes[output.length++] = symbol;
      continue;
    }
    const length = readExtended(reader, symbol - FIRST_LENGTH, LENGTH_BASE, LENGTH_EXTRA);
    const distance = readExtended(reader, readSymbol(reader, distances), DISTANCE_BASE, DISTANCE_EXTRA);
    if (distance > output.length) throw malformed('copies from before the beginning');
    reserve(output, length);
    // Byte by byte, because a copy may overlap its source.
    for (let i = 0; i < length; i++) {
      output.bytes[output.length] = output.bytes[output.length - distance]!;
      output.length += 1;
    }
  }
}

function readExtended(reader: BitReader, symbol: number, base: readonly number[], extra: readonly number[]): number {
  if (symbol >= base.length) throw malformed('reserved symbol');
  return base[symbol]! + readBits(reader, extra[symbol]!);
}

/** RFC 1951 §3.2.6. */
const FIXED_LITERALS = /* @__PURE__ */ codeTable(
  /* @__PURE__ */ Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  ),
  false,
);
const FIXED_DISTANCES = /* @__PURE__ */ codeTable(/* @__PURE__ */ new Uint8Array(32).fill(5), false);

function bases(extra: readonly number[], first: number): number[] {
  let next = first;
  return extra.map((bits) => {
    const base = next;
    next += 1 << bits;
    return base;
  });
}

function reserve(output: Output, count: number): void {
  const needed = output.length + count;
  if (needed > output.maximum) {
    throw new CodecError('status-list-too-large', `inflates to more than ${output.maximum} bytes`);
  }
  if (needed <= output.bytes.length) return;
  const grown = new Uint8Array(Math.min(output.maximum, Math.max(needed, output.bytes.length * 2)));
  grown.set(output.bytes);
  output.bytes = grown;
}
