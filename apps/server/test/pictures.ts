import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { crc32, deflateSync } from 'node:zlib';
import decode, { init } from '@jsquash/jpeg/decode.js';

/** W3C PNG, §5.3: length, type, data, checksum over the two. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** How bright a pixel of {@link picture} is, 0 to 255: darker towards the foot, with a black square at its head. */
export function brightnessAt(x: number, y: number, height = 1280): number {
  return x < 96 && y < 96 ? 0 : 255 - Math.floor((200 * y) / height);
}

/**
 * A grey PNG so wide and high, with a text about it that nobody is to see, and `hidden` where no decoder looks: behind the end of the
 * packed rows. One that claims more pixels than a screen has holds none.
 */
export function picture(hidden: string, width = 720, height = 1280): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const rows = width * height > 4_000_000 ? [] : Array.from({ length: height }, (_, y) => row(width, y, height));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('GPS 37.87N 112.55E')),
    chunk('IDAT', Buffer.concat([deflateSync(Buffer.concat(rows)), Buffer.from(hidden)])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** W3C PNG, §7.2 and §9.2: the filter, here none, then a byte for each pixel. */
function row(width: number, y: number, height: number): Buffer {
  return Buffer.from([0, ...Array.from({ length: width }, (_, x) => brightnessAt(x, y, height))]);
}

/** The pixels of a JPEG: red, green, blue, opacity, row by row. */
export async function decodeJpeg(bytes: Buffer) {
  const { resolve } = createRequire(import.meta.url);
  await init({ wasmBinary: await readFile(resolve('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm')) });
  const pixels: unknown = await decode(new Uint8Array(bytes).buffer);
  return pixels as { data: Uint8ClampedArray; width: number; height: number };
}
