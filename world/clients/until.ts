import { setTimeout as wait } from 'node:timers/promises';

const firstMs = 50;
const growth = 1.3;
const longestMs = 1000;

/**
 * Asks again until there is an answer, soon at first and then once a second: a node limits how often one account may ask.
 * @throws Error naming what did not happen within the limit
 */
export async function until<T>(what: string, look: () => Promise<T | undefined>, limitMs = 60_000): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (let pauseMs = firstMs; ; pauseMs = Math.min(pauseMs * growth, longestMs)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await wait(pauseMs);
  }
}
