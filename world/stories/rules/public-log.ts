import { decodeEntries, decodeUtf8, formatTilePath } from '@tongxing/codec';

/** Entries of a full bundle. */
const bundle = 256;

/** Every entry of a node's log up to its newest checkpoint, as anybody can read it. */
export async function publicLog(url: string): Promise<Record<string, unknown>[]> {
  // The second line of a checkpoint is the number of entries.
  const size = Number((await (await fetch(`${url}/log/checkpoint`)).text()).split('\n')[1]);
  const entries: Record<string, unknown>[] = [];
  while (entries.length < size) {
    const width = Math.min(bundle, size - entries.length);
    const path = formatTilePath({ kind: 'entries', index: entries.length / bundle, width });
    const answer = await fetch(`${url}/log/${path}`);
    const read = decodeEntries(new Uint8Array(await answer.arrayBuffer()), width);
    entries.push(...read.map((entry) => JSON.parse(decodeUtf8(entry)) as Record<string, unknown>));
  }
  return entries;
}
