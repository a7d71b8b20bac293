import { CodecError } from './errors.ts';

// The platform's TextEncoder is missing in mini-program engines, and it replaces what is wrong instead of refusing it.

/** Number of bytes `text` takes in UTF-8 (RFC 3629). Throws `invalid-utf8` for a lone surrogate. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit < 0xd800 || unit > 0xdfff) length += 3;
    else {
      requirePair(unit, text.charCodeAt(i + 1));
      i += 1;
      length += 4;
    }
  }
  return length;
}

/** Writes `text` as UTF-8 into `target` from `offset`; the caller has made room with `utf8Length`. Returns the end offset. */
export function writeUtf8(text: string, target: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      target[at++] = unit;
    } else if (unit < 0x800) {
      target[at++] = 0xc0 | (unit >> 6);
      target[at++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      target[at++] = 0xe0 | (unit >> 12);
      target[at++] = 0x80 | ((unit >> 6) & 0x3f);
      target[at++] = 0x80 | (unit & 0x3f);
    } else {
      const low = text.charCodeAt(++i);
      requirePair(unit, low);
      const point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
      target[at++] = 0xf0 | (point >> 18);
      target[at++] = 0x80 | ((point >> 12) & 0x3f);
      target[at++] = 0x80 | ((point >> 6) & 0x3f);
      target[at++] = 0x80 | (point & 0x3f);
    }
  }
  return at;
}

/** UTF-8 bytes of `text` (RFC 3629). Throws `invalid-utf8` for a lone surrogate. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text));
  writeUtf8(text, bytes, 0);
  return bytes;
}

/**
 * Text of `bytes[start, end)`. Throws `invalid-utf8` for everything RFC 3629 forbids: overlong forms, surrogate code
 * points, code points above U+10FFFF, stray and missing continuation bytes.
 */
export function decodeUtf8(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = '';
  let at = start;
  while (at < end) {
    const first = bytes[at++] as number;
    if (first < 0x80) {
      text += String.fromCharCode(first);
      continue;
    }
    // Smallest code point that needs this many bytes: anything below it is an overlong form.
    const [continuations, smallest] = first < 0xe0 ? [1, 0x80] : first < 0xf0 ? [2, 0x800] : [3, 0x10000];
    if (first < 0xc2 || first > 0xf4 || at + continuations > end) throw invalidUtf8();
    let point = first & (0x3f >> continuations);
    for (let i = 0; i < continuations; i++) {
      const next = bytes[at++] as number;
      if ((next & 0xc0) !== 0x80) throw invalidUtf8();
      point = (point << 6) | (next & 0x3f);
    }
    if (point < smallest || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw invalidUtf8();
    text += String.fromCodePoint(point);
  }
  return text;
}

function requirePair(high: number, low: number): void {
  // `low` is NaN at the end of the text, which fails the comparison as it should.
  if (!(high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff)) throw invalidUtf8();
}

function invalidUtf8(): CodecError {
  return new CodecError('invalid-utf8');
}
