import { CodecError } from './errors.ts';

/** The 45 characters of QR's alphanumeric mode, in the order of their values (RFC 9285 §3.2). */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

const NOT_A_DIGIT = 45;

/** Digit by character code; a flat table because this runs over 600 characters at every scan. */
const DIGITS = new Uint8Array(128).fill(NOT_A_DIGIT);
for (let digit = 0; digit < ALPHABET.length; digit++) DIGITS[ALPHABET.charCodeAt(digit)] = digit;

/** Base45 text of `bytes` (RFC 9285 §4): three characters for two bytes, two for a last single byte. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const first = bytes[i] as number;
    const second = bytes[i + 1];
    const value = second === undefined ? first : first * 256 + second;
    text += ALPHABET.charAt(value % 45) + ALPHABET.charAt(Math.floor(value / 45) % 45);
    if (second !== undefined) text += ALPHABET.charAt(Math.floor(value / 2025));
  }
  return text;
}

/**
 * Bytes of Base45 `text` from `start` (RFC 9285 §4). Strict, so that no two texts yield the same bytes.
 *
 * Throws `base45-length` (one character left over), `base45-character`, `base45-overflow` (a group above 65535, a last
 * pair above 255). The caller bounds the length of the text.
 */
export function decodeBase45(text: string, start = 0): Uint8Array {
  const length = text.length - start;
  const rest = length % 3;
  if (rest === 1) throw new CodecError('base45-length');
  const bytes = new Uint8Array(Math.floor(length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let i = start; i + 2 < text.length; i += 3) {
    const value = digitAt(text, i) + digitAt(text, i + 1) * 45 + digitAt(text, i + 2) * 2025;
    if (value > 0xffff) throw new CodecError('base45-overflow');
    bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
  if (rest === 2) {
    const value = digitAt(text, text.length - 2) + digitAt(text, text.length - 1) * 45;
    if (value > 0xff) throw new CodecError('base45-overflow');
    bytes[at] = value;
  }
  return bytes;
}

function digitAt(text: string, index: number): number {
  const digit = DIGITS[text.charCodeAt(index)] ?? NOT_A_DIGIT;
  if (digit === NOT_A_DIGIT) throw new CodecError('base45-character');
  return digit;
}
