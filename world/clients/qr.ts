import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { encode } from 'uqr';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';

const scale = 4;
const quietZone = 4;

export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** QR version, 1 to 40. */
  readonly version: number;
}

/** Draws a QR code with error correction M: four pixels a module, quiet zone of four modules, black on white. */
export function drawQr(text: string): Picture {
  const { data: modules, size, version } = encode(text, { ecc: 'M', border: quietZone });
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++) {
    for (let x = 0; x < width; x++) {
      const dark = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true;
      if (dark) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { data, width, height: width, version };
}

/** Reads a picture with ZXing, which knows nothing of how it was drawn. */
export function readQr({ data, width, height }: Picture): Promise<string | undefined> {
  return read({ data, width, height, colorSpace: 'srgb' } as Readable);
}

/** The same of an image as a file, PNG or JPEG: the decoder opens it itself. */
export function readQrImage(file: Uint8Array): Promise<string | undefined> {
  return read(file);
}

type Readable = Parameters<typeof readBarcodes>[0];

async function read(image: Readable): Promise<string | undefined> {
  await loadDecoder();
  const [found] = await readBarcodes(image, { formats: ['QRCode'], maxNumberOfSymbols: 1 });
  return found?.text;
}

let loaded: Promise<unknown> | undefined;

/** From the installed package: the library's default is to fetch it from the network. */
function loadDecoder(): Promise<unknown> {
  loaded ??= readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).then((wasm) =>
    prepareZXingModule({ overrides: { wasmBinary: wasm.buffer }, fireImmediately: true }),
  );
  return loaded;
}
