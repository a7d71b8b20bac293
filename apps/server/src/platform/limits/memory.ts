import type { Clock } from '../clock.ts';
import { createRecent } from '../recent.ts';
import { take, type Limit, type Taken } from './gcra.ts';

export interface MemoryLimits {
  take(key: string, limit: Limit): Taken;
  readonly size: number;
}

/**
 * Limits that live in this process: a node of three web processes lets three times as much pass, and a restart forgets. Memory is
 * bounded: past `maximumKeys` the caller who has been quiet longest is forgotten, which gives back what is usually back already.
 */
export function createMemoryLimits(clock: Clock, maximumKeys = 100_000): MemoryLimits {
  const used = createRecent<number>(maximumKeys);
  return {
    take(key, limit) {
      const now = clock.now().getTime();
      const usedUntil = used.get(key) ?? 0;
      // Further ahead than the limit reaches: the clock was set back. What protects the machine need not shut everybody out for that.
      const known = usedUntil <= now + limit.seconds * 1000;
      const taken = take(limit, known ? usedUntil : 0, now);
      used.put(key, taken.usedUntil);
      return taken;
    },
    get size() {
      return used.size;
    },
  };
}
