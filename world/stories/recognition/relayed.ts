import { until } from '../../clients/until.ts';
import type { StoryClock } from '../scene.ts';

/** Seconds: longer than the ten minutes after which a province asks its peers for their lists (profile), and than its next try. */
const [relay, nextTry] = [660, 61];
const tries = 5;
const patienceMs = 20_000;

/**
 * Waits for what follows from a list that a peer hands on. A question that falls between the instants at which the clocks of two nodes
 * are moved is refused by one of them, and asked again a minute later.
 * @throws Error naming what did not happen
 */
export async function relayed<T>(clock: StoryClock, what: string, look: () => Promise<T | undefined>): Promise<T> {
  await clock.forward(relay);
  for (let tried = 1; ; tried += 1) {
    try {
      return await until(what, look, patienceMs);
    } catch (error) {
      if (tried === tries) throw error;
    }
    await clock.forward(nextTry);
  }
}
