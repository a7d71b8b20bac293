import { zlibSync } from 'fflate';
import encodeQr from 'qr';
import { toBase64 } from './base64';

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
  const png = [
    [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10],
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(pixels, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  ];
  return `data:image/png;base64,${toBase64(new Uint8Array(png.flatMap((part) => part)))}`;
}

/** A line of pixels, a bit each, white is 1; before it the filter, which is none. */
function lineOf(modules: readonly boolean[], rowBytes: number): Uint8Array {
  const line = new Uint8Array(rowBytes).fill(0xff);
  line[0] = 0;
  for (let x = 0; x < modules.length * scale; x += 1) {
    if (modules[Math.floor(x / scale)]) line[1 + (x >> 3)]! &= ~(0x80 >> (x & 7));
  }
  return line;
}

/** A chunk of PNG (ISO/IEC 15948 §5.3): length, type, data, CRC over the last two. */
function chunk(type: string, data: Uint8Array): number[] {
  const named = [...[...type].map((letter) => letter.charCodeAt(0)), ...data];
  return [...bytesOf(data.length), ...named, ...bytesOf(crcOf(named))];
}

function bytesOf(number: number): number[] {
  return [(number >>> 24) & 255, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
}

function crcOf(bytes: readonly number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
