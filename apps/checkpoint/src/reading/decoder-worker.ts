import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Answer, Question, Sought } from './decoder.ts';

/** A worker's own global scope, as far as it is used here. */
interface Scope {
  addEventListener(type: 'message', listener: (event: MessageEvent<Question>) => void): void;
  postMessage(answer: Answer, transfer: []): void;
}

/** More than one in a picture is itself something to say. */
const mostCodes = 4;
/** Of the longer side: 720p of a camera, and enough for a picture of a whole screen. */
const longest = 1280;

const scope = self as unknown as Scope;
const canvas = new OffscreenCanvas(1, 1);
const drawing = canvas.getContext('2d', { willReadFrequently: true })!;
const ready = prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true });

/** Reads what is in a picture, away from the page: it stays quick while this counts. */
scope.addEventListener('message', ({ data }) => void answer(data));

async function answer({ id, image, sought }: Question): Promise<void> {
  try {
    await ready;
    scope.postMessage({ id, texts: await read(image, sought) }, []);
  } catch (error) {
    scope.postMessage({ id, failure: String(error) }, []);
  } finally {
    image.close();
  }
}

/** Bars as they are printed on tubes and boxes: Code 128 and 39 (ISO/IEC 15417, 16388), EAN/UPC (15420). */
const formats = {
  codes: ['QRCode'],
  'codes-and-bars': ['QRCode', 'Code128', 'Code39', 'EAN13', 'EAN8'],
} as const;

async function read(image: ImageBitmap, sought: Sought): Promise<string[]> {
  const scale = Math.min(1, longest / Math.max(image.width, image.height));
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  [canvas.width, canvas.height] = [width, height];
  drawing.drawImage(image, 0, 0, width, height);
  const found = await readBarcodes(drawing.getImageData(0, 0, width, height), {
    formats: [...formats[sought]],
    maxNumberOfSymbols: mostCodes,
  });
  return [...new Set(found.filter(({ isValid }) => isValid).map(({ text }) => text))];
}
