import { parentPort } from 'node:worker_threads';
import { decodePicture, encodePicture, loadCodecs } from '../reading/codec.ts';
import { headerOf } from '../reading/header.ts';
import { onWhite } from './on-white.ts';

await loadCodecs();

/** One picture after the other; undefined for what is no picture after all. */
parentPort?.on('message', (bytes: Uint8Array) => {
  void redraw(bytes).then((picture) => parentPort?.postMessage(picture, []));
});

async function redraw(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const header = headerOf(Buffer.from(bytes));
  if (header === undefined) return undefined;
  try {
    return await encodePicture(onWhite(await decodePicture(bytes, header)));
  } catch {
    // Whatever the decoders say of it speaks of the picture, and nothing of a picture is logged.
    return undefined;
  }
}
