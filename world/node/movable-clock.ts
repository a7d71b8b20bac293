import type { Clock } from '@tongxing/server';

export interface MovableClock extends Clock {
  /** Lets time run on from `instant`, or from the machine's own time again. */
  set(instant: Date | undefined): void;
}

export function createMovableClock(): MovableClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    set: (instant) => {
      offset = instant === undefined ? 0 : instant.getTime() - Date.now();
    },
  };
}
