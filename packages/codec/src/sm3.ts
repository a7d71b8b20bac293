import { concatBytes } from './bytes.ts';

const BLOCK_BYTES = 64;
const DIGEST_BYTES = 32;

/** GB/T 32905-2016 §4.1. */
const INITIAL_STATE = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

/** SM3 (GB/T 32905-2016, ISO/IEC 10118-3) of the bytes: 32 bytes. */
export function sm3(bytes: Uint8Array): Uint8Array {
  const state = Int32Array.from(INITIAL_STATE);
  const padded = pad(bytes);
  const words = new Int32Array(68);
  for (let offset = 0; offset < padded.byteLength; offset += BLOCK_BYTES) {
    expand(padded, offset, words);
    compress(state, words);
  }
  const digest = new DataView(new ArrayBuffer(DIGEST_BYTES));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

/** HMAC (RFC 2104) over SM3; the key has at most 64 bytes. */
export function hmacSm3(key: Uint8Array, message: Uint8Array): Uint8Array {
  const masked = (mask: number): Uint8Array => Uint8Array.from({ length: BLOCK_BYTES }, (_, i) => (key[i] ?? 0) ^ mask);
  return sm3(concatBytes(masked(0x5c), sm3(concatBytes(masked(0x36), message))));
}

/** §5.2: a one bit, zeros, and the length in bits as 64 bits, up to a whole block. */
function pad(bytes: Uint8Array): DataView {
  const size = Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES;
  const padded = new Uint8Array(size);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(size - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(size - 4, bytes.length << 3);
  return view;
}

/** §5.3.2: the words W of one block; W′ is computed from them where it is used. */
function expand(padded: DataView, offset: number, words: Int32Array): void {
  for (let j = 0; j < 16; j++) words[j] = padded.getInt32(offset + 4 * j);
  for (let j = 16; j < 68; j++) {
    const mixed = words[j - 16]! ^ words[j - 9]! ^ rotate(words[j - 3]!, 15);
    const permuted = mixed ^ rotate(mixed, 15) ^ rotate(mixed, 23);
    words[j] = permuted ^ rotate(words[j - 13]!, 7) ^ words[j - 6]!;
  }
}

/** §5.3.3, with the standard's names for the registers. */
function compress(state: Int32Array, words: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as Registers;
  for (let j = 0; j < 64; j++) {
    const early = j < 16;
    const ss1 = rotate((rotate(a, 12) + e + rotate(early ? 0x79cc4519 : 0x7a879d8a, j % 32)) | 0, 7);
    const ss2 = ss1 ^ rotate(a, 12);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + (words[j]! ^ words[j + 4]!)) | 0;
    const tt2 = (gg + h + ss1 + words[j]!) | 0;
    [d, c, b, a] = [c, rotate(b, 9), a, tt1];
    [h, g, f, e] = [g, rotate(f, 19), e, tt2 ^ rotate(tt2, 9) ^ rotate(tt2, 17)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i]! ^= word));
}

type Registers = [number, number, number, number, number, number, number, number];

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
