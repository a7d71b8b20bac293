import { compareSpans, type Span } from './bytes.ts';
import { encodeCbor } from './cbor-encode.ts';
import { type CborMap, CborTag, type CborValue, MAX_CBOR_DEPTH } from './cbor-value.ts';
import { CodecError } from './errors.ts';
import { decodeUtf8 } from './utf8.ts';

export interface DecodeOptions {
  /** Longest input looked at, in bytes. Default 65536. */
  readonly maxBytes?: number;
  /**
   * `deterministic` (default) accepts exactly one encoding of each value (RFC 8949 §4.2.1), so that equal values have
   * equal bytes. `valid` also accepts longer integers, indefinite lengths and unsorted keys, for messages of others;
   * duplicate keys and invalid UTF-8 are refused in both.
   */
  readonly encoding?: 'deterministic' | 'valid';
}

interface Input {
  readonly bytes: Uint8Array;
  readonly deterministic: boolean;
  position: number;
}

const BREAK = 0xff;
const INDEFINITE = -1;

/**
 * Decodes one CBOR item that fills `bytes` completely. Hostile input costs time linear in its length: nothing is
 * allocated from a declared length, and a declared length beyond the input ends at once.
 *
 * Throws only `CodecError`: `cbor-too-large`, `cbor-truncated`, `cbor-trailing-bytes`, `cbor-indefinite-length`,
 * `cbor-non-minimal`, `cbor-unsorted-keys`, `cbor-duplicate-key`, `cbor-too-deep` (more than 16 levels), `cbor-float`,
 * `cbor-unsupported` (undefined, other simple values, reserved forms), `invalid-utf8`.
 */
export function decodeCbor(bytes: Uint8Array, options: DecodeOptions = {}): CborValue {
  if (bytes.length > (options.maxBytes ?? 65_536)) throw new CodecError('cbor-too-large');
  const input: Input = { bytes, deterministic: options.encoding !== 'valid', position: 0 };
  const value = readItem(input, 0);
  if (input.position !== bytes.length) throw new CodecError('cbor-trailing-bytes');
  return value;
}

function readItem(input: Input, depth: number): CborValue {
  if (depth > MAX_CBOR_DEPTH) throw new CodecError('cbor-too-deep');
  const initial = readByte(input);
  const major = initial >> 5;
  const info = initial & 31;
  if (major === 7) return readSimple(info);
  const argument = readArgument(input, major, info);
  switch (major) {
    case 0:
      return argument;
    case 1:
      return negative(argument);
    case 2:
      return readByteString(input, argument);
    case 3:
      return readText(input, argument);
    case 4:
      return readArray(input, argument, depth);
    case 5:
      return readMap(input, argument, depth);
    default:
      return new CborTag(argument, readItem(input, depth + 1));
  }
}

function readSimple(info: number): boolean | null {
  if (info === 20) return false;
  if (info === 21) return true;
  if (info === 22) return null;
  if (info >= 25 && info <= 27) throw new CodecError('cbor-float');
  throw new CodecError('cbor-unsupported');
}

function readArgument(input: Input, major: number, info: number): number | bigint {
  if (info < 24) return info;
  switch (info) {
    case 24:
      return requireMinimal(input, readByte(input), 24);
    case 25:
      return requireMinimal(input, readUint(input, 2), 0x100);
    case 26:
      return requireMinimal(input, readUint(input, 4), 0x1_0000);
    case 27: {
      const high = readUint(input, 4);
      const low = readUint(input, 4);
      const value = requireMinimal(input, high * 0x1_0000_0000 + low, 0x1_0000_0000);
      return Number.isSafeInteger(value) ? value : (BigInt(high) << 32n) | BigInt(low);
    }
    case 31:
      if (major < 2 || major > 5) throw new CodecError('cbor-unsupported');
      if (input.deterministic) throw new CodecError('cbor-indefinite-length');
      return INDEFINITE;
    default:
      throw new CodecError('cbor-unsupported');
  }
}

function requireMinimal(input: Input, value: number, smallest: number): number {
  if (input.deterministic && value < smallest) throw new CodecError('cbor-non-minimal');
  return value;
}

function negative(argument: number | bigint): number | bigint {
  if (typeof argument === 'bigint') return -1n - argument;
  const value = -1 - argument;
  return Number.isSafeInteger(value) ? value : -1n - BigInt(argument);
}

function readByteString(input: Input, length: number | bigint): Uint8Array {
  if (length !== INDEFINITE) return input.bytes.subarray(input.position, advance(input, length));
  const bytes: number[] = [];
  readChunks(input, 2, (start, end) => {
    for (let i = start; i < end; i++) bytes.push(input.bytes[i] as number);
  });
  return Uint8Array.from(bytes);
}

function readText(input: Input, length: number | bigint): string {
  if (length !== INDEFINITE) {
    const start = input.position;
    return decodeUtf8(input.bytes, start, advance(input, length));
  }
  let text = '';
  // Each chunk must be valid UTF-8 by itself (RFC 8949 §3.2.3).
  readChunks(input, 3, (start, end) => {
    text += decodeUtf8(input.bytes, start, end);
  });
  return text;
}

function readChunks(input: Input, major: number, take: (start: number, end: number) => void): void {
  while (!atBreak(input)) {
    const initial = readByte(input);
    const info = initial & 31;
    if (initial >> 5 !== major || info === 31) throw new CodecError('cbor-unsupported');
    const length = readArgument(input, major, info);
    const start = input.position;
    take(start, advance(input, length));
  }
}

function readArray(input: Input, length: number | bigint, depth: number): CborValue[] {
  const items: CborValue[] = [];
  requireRoom(input, length, 1);
  for (let i = 0; length === INDEFINITE ? !atBreak(input) : i < length; i++) items.push(readItem(input, depth + 1));
  return items;
}

function readMap(input: Input, length: number | bigint, depth: number): CborMap {
  const map: CborMap = new Map();
  const seen = input.deterministic ? undefined : new Set<string>();
  let previous: Span | undefined;
  requireRoom(input, length, 2);
  for (let i = 0; length === INDEFINITE ? !atBreak(input) : i < length; i++) {
    const start = input.position;
    const key = readItem(input, depth + 1);
    if (seen) requireUnseen(seen, key);
    else {
      const span = { start, end: input.position };
      if (previous) requireAscending(input.bytes, previous, span);
      previous = span;
    }
    map.set(key, readItem(input, depth + 1));
  }
  return map;
}

function requireAscending(bytes: Uint8Array, previous: Span, next: Span): void {
  const order = compareSpans(bytes, previous, next);
  if (order === 0) throw new CodecError('cbor-duplicate-key');
  if (order > 0) throw new CodecError('cbor-unsorted-keys');
}

function requireUnseen(seen: Set<string>, key: CborValue): void {
  // One key may have several encodings here, so keys are compared in their deterministic form.
  const identity = encodeCbor(key).join();
  if (seen.has(identity)) throw new CodecError('cbor-duplicate-key');
  seen.add(identity);
}

function requireRoom(input: Input, count: number | bigint, bytesEach: number): void {
  if (count > (input.bytes.length - input.position) / bytesEach) throw new CodecError('cbor-truncated');
}

function atBreak(input: Input): boolean {
  if (input.bytes[input.position] !== BREAK) return false;
  input.position += 1;
  return true;
}

function advance(input: Input, length: number | bigint): number {
  if (length > input.bytes.length - input.position) throw new CodecError('cbor-truncated');
  input.position += Number(length);
  return input.position;
}

function readByte(input: Input): number {
  const byte = input.bytes[input.position];
  if (byte === undefined) throw new CodecError('cbor-truncated');
  input.position += 1;
  return byte;
}

function readUint(input: Input, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 0x100 + readByte(input);
  return value;
}
