import { setTimeout as wait } from 'node:timers/promises';

const pollMs = 50;

/** Asks again until there is an answer. @throws Error naming what did not happen within the limit */
export async function until<T>(what: string, look: () => Promise<T | undefined>, limitMs = 15_000): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await wait(pollMs);
  }
}
