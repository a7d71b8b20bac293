import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Box, Pixels } from './pixels.ts';

export interface ReadQr {
  readonly text: string;
  /** Around its four corners, the quiet zone left out. */
  readonly box: Box;
}

/** From the installed package: the library's own default is to fetch it from the network. */
export async function loadQrReader(): Promise<void> {
  const wasm = await readFile(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
}

/** More than one is itself something that a reviewer wants to know. */
const mostCodes = 4;

/** Every QR code in the picture, the largest first. What cannot be decoded is not told. */
export async function readQrCodes({ data, width, height }: Pixels): Promise<ReadQr[]> {
  const found = await readBarcodes({ data, width, height, colorSpace: 'srgb' } as Parameters<typeof readBarcodes>[0], {
    formats: ['QRCode'],
    maxNumberOfSymbols: mostCodes,
    tryInvert: false,
  });
  return found
    .filter(({ isValid }) => isValid)
    .map(({ text, position }) => ({ text, box: around(Object.values(position)) }))
    .toSorted((a, b) => areaOf(b.box) - areaOf(a.box));
}

function around(corners: readonly { readonly x: number; readonly y: number }[]): Box {
  const [across, down] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
  return { left: Math.min(...across), top: Math.min(...down), right: Math.max(...across), bottom: Math.max(...down) };
}

const areaOf = (box: Box) => (box.right - box.left) * (box.bottom - box.top);
