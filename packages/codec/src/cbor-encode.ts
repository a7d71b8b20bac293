import { compareSpans, isBytes, type Span } from './bytes.ts';
import { type CborInput, CborTag, MAX_CBOR_DEPTH } from './cbor-value.ts';
import { CodecError } from './errors.ts';
import { utf8Length, writeUtf8 } from './utf8.ts';

const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;

const SPARE_BYTES = 1024;

let spare: Uint8Array | undefined;

interface Output {
  bytes: Uint8Array;
  length: number;
}

/**
 * Deterministic CBOR (RFC 8949 §4.2.1): shortest integers and lengths, definite lengths, map keys in bytewise order of
 * their encoding. Floating point does not exist here.
 *
 * Throws `cbor-float` (a number with a fraction, or too large to be exact), `cbor-not-encodable` (integers beyond 64
 * bits, foreign types), `cbor-duplicate-key`, `cbor-too-deep`, `invalid-utf8` (a lone surrogate).
 */
export function encodeCbor(value: CborInput): Uint8Array {
  // A node signs strips by the hundred thousand, and a fresh buffer for each would cost more than filling it. The spare
  // buffer is taken away while in use, so that a getter that encodes something itself gets one of its own.
  const out: Output = { bytes: spare ?? new Uint8Array(SPARE_BYTES), length: 0 };
  spare = undefined;
  writeValue(out, value, 0);
  const encoded = out.bytes.slice(0, out.length);
  if (out.bytes.length === SPARE_BYTES) spare = out.bytes;
  return encoded;
}

function writeValue(out: Output, value: CborInput, depth: number): void {
  if (depth > MAX_CBOR_DEPTH) throw new CodecError('cbor-too-deep');
  if (typeof value === 'number') writeNumber(out, value);
  else if (typeof value === 'string') writeText(out, value);
  else if (typeof value === 'bigint') writeBigint(out, value);
  else if (typeof value === 'boolean') writeByte(out, value ? 0xf5 : 0xf4);
  else if (value === null) writeByte(out, 0xf6);
  else if (isBytes(value)) writeBytes(out, value);
  else if (Array.isArray(value)) writeArray(out, value, depth);
  else if (value instanceof Map) writeMap(out, value.size, value, depth);
  else if (value instanceof CborTag) writeTag(out, value, depth);
  else if (typeof value === 'object') {
    const entries = Object.entries(value as { readonly [key: string]: CborInput });
    writeMap(out, entries.length, entries, depth);
  } else throw new CodecError('cbor-not-encodable');
}

function writeNumber(out: Output, value: number): void {
  if (!Number.isSafeInteger(value)) throw new CodecError('cbor-float');
  if (value >= 0) writeHead(out, 0, value);
  else writeHead(out, 1, -1 - value);
}

function writeBigint(out: Output, value: bigint): void {
  const argument = value >= 0n ? value : -1n - value;
  if (argument > MAX_UINT64) throw new CodecError('cbor-not-encodable');
  writeHead(out, value >= 0n ? 0 : 1, argument);
}

function writeText(out: Output, text: string): void {
  const length = utf8Length(text);
  writeHead(out, 3, length);
  reserve(out, length);
  out.length = writeUtf8(text, out.bytes, out.length);
}

function writeBytes(out: Output, bytes: Uint8Array): void {
  writeHead(out, 2, bytes.length);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

function writeArray(out: Output, items: readonly CborInput[], depth: number): void {
  writeHead(out, 4, items.length);
  for (const item of items) writeValue(out, item, depth + 1);
}

function writeTag(out: Output, { tag, value }: CborTag, depth: number): void {
  if (tag < 0 || tag > MAX_UINT64 || (typeof tag === 'number' && !Number.isSafeInteger(tag)))
    throw new CodecError('cbor-not-encodable');
  writeHead(out, 6, tag);
  writeValue(out, value, depth + 1);
}

function writeMap(out: Output, size: number, entries: Iterable<readonly [CborInput, CborInput]>, depth: number): void {
  writeHead(out, 5, size);
  const start = out.length;
  let previous: Span | undefined;
  for (const [key, value] of entries) {
    const at = out.length;
    writeValue(out, key, depth + 1);
    const span = { start: at, end: out.length };
    // Callers that list keys in order, as those on the hot path do, never pay for sorting.
    if (previous && compareSpans(out.bytes, previous, span) >= 0) {
      out.length = start;
      return writeSorted(out, entries, depth);
    }
    writeValue(out, value, depth + 1);
    previous = span;
  }
}

function writeSorted(out: Output, entries: Iterable<readonly [CborInput, CborInput]>, depth: number): void {
  const start = out.length;
  const spans: (Span & { next: number })[] = [];
  for (const [key, value] of entries) {
    const at = out.length;
    writeValue(out, key, depth + 1);
    const end = out.length;
    writeValue(out, value, depth + 1);
    spans.push({ start: at, end, next: out.length });
  }
  const written = out.bytes.slice(0, out.length);
  spans.sort((a, b) => compareSpans(written, a, b));
  let previous: Span | undefined;
  let at = start;
  for (const span of spans) {
    if (previous && compareSpans(written, previous, span) === 0) throw new CodecError('cbor-duplicate-key');
    previous = span;
    out.bytes.set(written.subarray(span.start, span.next), at);
    at += span.next - span.start;
  }
}

function writeHead(out: Output, major: number, argument: number | bigint): void {
  reserve(out, 9);
  const { bytes } = out;
  const type = major << 5;
  if (argument < 24) bytes[out.length++] = type | Number(argument);
  else if (argument < 0x100) {
    bytes[out.length++] = type | 24;
    bytes[out.length++] = Number(argument);
  } else if (argument < 0x1_0000) writeArgument(out, type | 25, Number(argument), 2);
  else if (argument < 0x1_0000_0000) writeArgument(out, type | 26, Number(argument), 4);
  else {
    const wide = BigInt(argument);
    writeArgument(out, type | 27, Number(wide >> 32n), 4);
    writeUint(out, Number(wide & 0xffff_ffffn), 4);
  }
}

function writeArgument(out: Output, first: number, argument: number, width: number): void {
  out.bytes[out.length++] = first;
  writeUint(out, argument, width);
}

function writeUint(out: Output, value: number, width: number): void {
  for (let shift = (width - 1) * 8; shift >= 0; shift -= 8) out.bytes[out.length++] = (value >>> shift) & 0xff;
}

function writeByte(out: Output, byte: number): void {
  reserve(out, 1);
  out.bytes[out.length++] = byte;
}

function reserve(out: Output, count: number): void {
  const needed = out.length + count;
  if (needed <= out.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, out.bytes.length * 2));
  grown.set(out.bytes.subarray(0, out.length));
  out.bytes = grown;
}
