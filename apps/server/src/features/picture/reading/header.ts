/** What a picture may be before any of it is decoded: the longest screenshot of a phone or tablet there is, and nothing that is none. */
export const pictureLimits = {
  bytes: 3_000_000,
  pixels: 12_000_000,
  longestSide: 12_000,
  /** A code of 600 characters has 85 modules with its quiet zone; below this a camera could not tell them apart. */
  shortestSide: 200,
} as const;

export interface PictureHeader {
  readonly mediaType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/**
 * What the first bytes say the picture is, and how large. Nothing is decoded: who sends a few bytes that unfold into gigabytes is found
 * out here. `not-a-picture` for what is neither PNG (W3C PNG §11.2.1) nor JPEG (ITU-T T.81 §B.2.2), `size` for what is too large or too small.
 */
export function readHeader(bytes: Buffer): PictureHeader | 'not-a-picture' | 'size' {
  if (bytes.length > pictureLimits.bytes) return 'size';
  const header = headerOf(bytes);
  if (header === undefined) return 'not-a-picture';
  const { width, height } = header;
  const { pixels, longestSide, shortestSide } = pictureLimits;
  const fits = width * height <= pixels && Math.max(width, height) <= longestSide;
  return fits && Math.min(width, height) >= shortestSide ? header : 'size';
}

/** What the first bytes say, whatever the size; undefined for what is neither PNG nor JPEG. */
export function headerOf(bytes: Buffer): PictureHeader | undefined {
  return pngHeader(bytes) ?? jpegHeader(bytes);
}

const pngBegins = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

function pngHeader(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 16).equals(pngBegins)) return undefined;
  return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

/** SOF0 to SOF2: baseline, extended and progressive. Other processes are written by no phone, and read by no browser. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xc2;

function jpegHeader(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff || marker < 0xc0) return undefined;
    if (isFrame(marker)) {
      return { mediaType: 'image/jpeg', height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
