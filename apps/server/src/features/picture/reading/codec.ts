import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import decodeJpeg, { init as initJpegDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initJpegEncoder } from '@jsquash/jpeg/encode.js';
import { decode as decodePng, init as initPngDecoder } from '@jsquash/png/decode.js';
import type { PictureHeader } from './header.ts';
import type { Pixels } from './pixels.ts';

const { resolve } = createRequire(import.meta.url);

/** The decoders are WebAssembly: what a hostile picture breaks, it breaks in a memory of its own. */
export async function loadCodecs(): Promise<void> {
  const [jpegIn, jpegOut, png] = await Promise.all(
    [
      '@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
      '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
      '@jsquash/png/codec/pkg/squoosh_png_bg.wasm',
    ].map((name) => readFile(resolve(name))),
  );
  await Promise.all([
    initJpegDecoder({ wasmBinary: jpegIn }),
    initJpegEncoder({ wasmBinary: jpegOut }),
    initPngDecoder(ofItsOwn(png!)),
  ]);
}

/** A buffer of the file's own, since Node cuts small ones out of a common one. */
function ofItsOwn(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** @throws Error when it is no whole picture of that kind */
export async function decodePicture(bytes: Uint8Array, { mediaType, width, height }: PictureHeader): Promise<Pixels> {
  const whole = new Uint8Array(bytes).buffer;
  const pixels = (mediaType === 'image/png' ? await decodePng(whole) : await decodeJpeg(whole)) as Pixels;
  if (pixels.width !== width || pixels.height !== height) throw new Error('a picture of another size than it says');
  return pixels;
}

/** The picture anew, with nothing in it but what is seen. */
export async function encodePicture(pixels: Pixels): Promise<Uint8Array> {
  const options = { quality: 80, progressive: false };
  return new Uint8Array(await encodeJpeg(pixels as Parameters<typeof encodeJpeg>[0], options));
}
