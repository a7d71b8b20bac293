import type { Clock } from '../src/platform/clock.ts';

/** A clock that moves only when a test moves it. */
export interface ManualClock extends Clock {
  /** @param instant RFC 3339 */
  set(instant: string): void;
  forward(seconds: number): void;
}

export const morning = '2026-11-24T08:00:00+08:00';

export const minute = 60;
export const hour = 3600;
export const day = 86_400;

export function createManualClock(instant: string = morning): ManualClock {
  let now = Date.parse(instant);
  return {
    now: () => new Date(now),
    set: (other) => (now = Date.parse(other)),
    forward: (seconds) => (now += seconds * 1000),
  };
}
