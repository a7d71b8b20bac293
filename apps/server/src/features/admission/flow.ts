import type { Called } from './queue.ts';

/** What the node has to do, and how much it can. */
export interface Load {
  /** Applications that are taken in and not decided. */
  readonly undecided: number;
  /** Decided a second when there is enough to do; undefined before there was. */
  readonly perSecond: number | undefined;
}

/** What B6 asks of two cores (docs of the bench); only until the node has been busy for the first time. */
const assumedPerSecond = 350;
/** One question to an origin holds as many. */
const leastLimit = 100;
/** Longer ago than this nobody waited: the first to be called must not find that minutes' worth of places are called at once. */
const longestSeconds = 2;

export function perSecondOf({ perSecond = assumedPerSecond }: Pick<Load, 'perSecond'>): number {
  return perSecond;
}

/** More than this are not decided within the profile's time. */
export function limitOf(load: Load, withinSeconds: number): number {
  return Math.max(leastLimit, Math.floor(perSecondOf(load) * withinSeconds));
}

/**
 * How many places to call after so many seconds: as many as are decided in that time; none while as many are undecided as can be decided
 * within the limit, and a third more while there is little to do, since not everybody who is called comes.
 */
export function placesToCall(load: Load, withinSeconds: number, elapsedSeconds: number): number {
  const limit = limitOf(load, withinSeconds);
  if (load.undecided >= limit) return 0;
  const share = load.undecided < limit / 4 ? 1.3 : 1;
  return Math.floor(perSecondOf(load) * share * Math.min(elapsedSeconds, longestSeconds));
}

/** Seconds until a place is likely to be called. */
export function secondsUntil(place: number, { called }: Called, load: Load): number {
  return Math.max(1, Math.ceil((place - called) / perSecondOf(load)));
}
