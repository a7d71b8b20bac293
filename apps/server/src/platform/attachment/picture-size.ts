import { Refusal } from '../refusal.ts';

/** The largest cameras of telephones make 200 million pixels; nothing that is to be read needs more than a quarter of that. */
const mostPixels = 50_000_000;
const longestSide = 20_000;

/**
 * Refuses a cleaned picture that would take more memory to be drawn than a reviewer's browser has: some hundred bytes can claim to be
 * billions of pixels. @throws Refusal picture-too-large
 */
export function requireDrawable(bytes: Buffer, pixels = mostPixels): void {
  const size = pngSize(bytes) ?? jpegSize(bytes);
  if (size === undefined) return;
  const { width, height } = size;
  if (width * height > pixels || Math.max(width, height) > longestSide) throw new Refusal('picture-too-large');
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** W3C PNG, §11.2.1: width and height stand first in IHDR, which stands first of all. */
function pngSize(bytes: Buffer): Size | undefined {
  if (bytes.toString('latin1', 1, 4) !== 'PNG' || bytes.length < 24) return undefined;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** ITU-T T.81, B.2.2: every frame header (SOF) says height and width behind its length and precision; the largest counts. */
function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let largest: Size | undefined;
  for (let at = 2; at + 9 <= bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker === 0xda) break;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (!isFrame) continue;
    const size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    if (largest === undefined || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}
