import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Connections that stay open; as many requests travel at once as are given out. */
export function createPoster(url: string, maxSockets = 128) {
  const agent = new Agent({ keepAlive: true, maxSockets });
  return {
    /** @throws Error when there is no answer */
    post: (path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          url + path,
          {
            agent,
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () =>
              resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
            );
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/**
 * Starts `work` for one item after another at `perSecond`, whether or not earlier ones are done: a slow system meets the same arrivals
 * as a fast one. Each is told the instant at which it should have started, which its latency counts from.
 */
export async function arriveAt<T>(
  perSecond: number,
  items: readonly T[],
  work: (item: T, dueAt: number) => Promise<unknown>,
): Promise<void> {
  const start = performance.now();
  const running: Promise<unknown>[] = [];
  let next = 0;
  while (next < items.length) {
    const due = Math.min(items.length, Math.floor(((performance.now() - start) * perSecond) / 1000) + 1);
    for (; next < due; next += 1) running.push(work(items[next] as T, start + (next * 1000) / perSecond));
    await wait(5);
  }
  await Promise.all(running);
}

/** Has `together` workers do the items, each starting the next as soon as it has done one. */
export async function keepBusy<T>(
  together: number,
  items: readonly T[],
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: together }, worker));
}
