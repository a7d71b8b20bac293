import { randomUUID } from 'node:crypto';
import { type Client, routes } from '@tongxing/contract';
import { openNode } from './node-under-load.ts';
import { createKeyPair } from './province.ts';
import type { BenchNote, Sample } from './result.ts';
import { median } from './rounds.ts';

/** Keys a phone sends: a strip for each of the next days, as many as the province signs ahead. */
const KEYS = 3;
/** Requests in flight at once. */
const CONCURRENCY = 16;

/**
 * What B3 leaves out, without a budget: strips issued by a running node over HTTP, each granted, indexed and committed to a
 * durable database before it is signed in another process. Wall-clock time: the node, PostgreSQL and the people who ask share this
 * machine.
 */
export async function run({ rounds, people }: Sample): Promise<BenchNote[]> {
  const node = await openNode(people);
  try {
    const devices = node.clients.map((client) => ({ client, deviceId: randomUUID() }));
    const rates: number[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const requests = devices.map((device) => ({ ...device, keys: Array.from({ length: KEYS }, holderKey) }));
      const start = performance.now();
      const strips = await takeStrips(requests);
      if (round >= 0) rates.push((strips * 1000) / (performance.now() - start));
    }
    const spread = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
    const rate = median(rates).toFixed(0);
    const sample = `${people} people, ${rounds} rounds, ${spread}`;
    return [{ note: `B3 (with database) ${rate} strips/s wall-clock, over HTTP and committed: ${sample}` }];
  } finally {
    await node.close();
  }
}

interface Request {
  readonly client: Client;
  readonly deviceId: string;
  readonly keys: ReturnType<typeof holderKey>[];
}

function holderKey() {
  const { x, y } = createKeyPair().publicKey;
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  return { suite: 'ES256' as const, x: text(x), y: text(y) };
}

/** How many strips came back. */
async function takeStrips(requests: Request[]): Promise<number> {
  let strips = 0;
  const worker = async () => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
      const { client, deviceId, keys } = request;
      const batch = await client.call(routes.makeCode, { body: { deviceId, keys } });
      if (batch.strips.length === 0) throw new Error('no strip was issued');
      strips += batch.strips.length;
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  return strips;
}
