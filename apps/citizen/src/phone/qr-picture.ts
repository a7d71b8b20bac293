import { zlibSync } from 'fflate';
import encodeQr from 'qr';
import { toBase64 } from './base64';

/** Pixels along a side of a module: half a byte. */
const scale = 4;
const quietZone = 4;

/**
 * A QR code as a PNG in a data URL: an image shows everywhere, in a mini-program too, and can be named for screen readers. Error
 * correction M; four modules of quiet zone; black on white in dark mode too.
 */
export function qrPicture(text: string): string {
  const modules = encodeQr(text, 'raw', { ecc: 'medium', border: quietZone });
  const width = modules.length * scale;
  const rowBytes = 1 + Math.ceil(width / 8);
  const pixels = new Uint8Array(rowBytes * width);
  modules.forEach((row, y) => {
    const line = lineOf(row, rowBytes);
    for (let again = 0; again < scale; again += 1) pixels.set(line, (y * scale + again) * rowBytes);
  });
  const header = new Uint8Array([...bytesOf(width), ...bytesOf(width), 1, 0, 0, 0, 0]);
  const png = joined([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(pixels, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ]);
  return `data:image/png;base64,${toBase64(png)}`;
}

/** A line of pixels, a bit each, white is 1; before it the filter, which is none. */
function lineOf(modules: readonly boolean[], rowBytes: number): Uint8Array {
  const line = new Uint8Array(rowBytes).fill(0xff);
  line[0] = 0;
  for (let x = 0; x < modules.length; x += 1) {
    if (modules[x]) line[1 + (x >> 1)]! &= x % 2 === 0 ? 0x0f : 0xf0;
  }
  return line;
}

/** A chunk of PNG (ISO/IEC 15948 §5.3): length, type, data, CRC over the last two. */
function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = joined([new Uint8Array([...type].map((letter) => letter.charCodeAt(0))), data]);
  return joined([new Uint8Array(bytesOf(data.length)), named, new Uint8Array(bytesOf(crcOf(named)))]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function bytesOf(number: number): number[] {
  return [(number >>> 24) & 255, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
}

function crcOf(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 1) {
    crc ^= bytes[at]!;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
