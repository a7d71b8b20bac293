import { parentPort } from 'node:worker_threads';
import { decodePicture, encodePicture, loadCodecs } from './codec.ts';
import { measureColour } from './colour.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readHeader } from './header.ts';
import { loadQrReader, readQrCodes } from './qr.ts';
import type { Reading } from './reading.ts';
import { loadTextReader, readText } from './text.ts';

const [text] = await Promise.all([loadTextReader(), loadCodecs(), loadQrReader()]);

/** One picture after the other; undefined for what is no picture after all. */
parentPort?.on('message', (bytes: Uint8Array) => {
  void read(bytes).then((reading) => parentPort?.postMessage(reading, []));
});

async function read(bytes: Uint8Array): Promise<Reading | undefined> {
  const header = readHeader(Buffer.from(bytes));
  if (typeof header === 'string') return undefined;
  try {
    const pixels = await decodePicture(bytes, header);
    const codes = await readQrCodes(pixels);
    return {
      picture: await encodePicture(pixels),
      codes: codes.map((code) => code.text),
      colour: measureColour(pixels, codes[0]?.box),
      lines: readText(
        text,
        pixels,
        codes.map(({ box }) => box),
      ),
      fingerprint: fingerprintOf(pixels),
    };
  } catch {
    // Whatever the decoders say of it speaks of the picture, and nothing of a picture is logged.
    return undefined;
  }
}
