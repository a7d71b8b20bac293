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

/** What has happened at the door of one process since it looked last. */
export interface Turnout {
  readonly seconds: number;
  /** Whose turn it was, and who came. */
  readonly came: number;
  /** Those who were let in and have not been taken in yet. */
  readonly working: number;
}

/**
 * How much faster than it decides a node calls; undefined while there is no reason to. A crowd that has gone leaves places behind that
 * nobody comes for: while there is little to do, look after look, and not one in ten of those comes who could be decided on, four times
 * as fast each second, so that a queue of any length is through in seconds; as soon as they come, no faster. Who waits at home comes when
 * her ticket says, called earlier or not.
 */
export function hurryAfter(
  load: Load,
  withinSeconds: number,
  { seconds, came, working }: Turnout,
  before: number | undefined,
): number | undefined {
  const isIdle = load.undecided + working < limitOf(load, withinSeconds) / 4;
  if (!isIdle || came * 10 > perSecondOf(load) * seconds) return undefined;
  return before === undefined ? 1 : Math.min(mostHurry, before * 4 ** Math.min(seconds, longestSeconds));
}

const mostHurry = 1e6;
/** Of those who are called some never come. */
const spare = 1.3;

/**
 * How many places to call after so many seconds: as many as are decided in that time; none while as many are undecided as can be decided
 * within the limit, and some more while there is little to do.
 */
export function placesToCall(load: Load, withinSeconds: number, elapsedSeconds: number, hurry: number): number {
  const limit = limitOf(load, withinSeconds);
  if (load.undecided >= limit) return 0;
  const share = load.undecided < limit / 4 ? spare * hurry : 1;
  return Math.floor(perSecondOf(load) * share * Math.min(elapsedSeconds, longestSeconds));
}

/** Seconds until a place is likely to be called. */
export function secondsUntil(place: number, { called }: Called, load: Load, hurry = 1): number {
  return Math.max(1, Math.ceil((place - called) / (perSecondOf(load) * hurry)));
}

/** Nearer than this there is nothing to be won by asking before it is one's turn. */
const soonSeconds = 4;

/**
 * When to come with a ticket: at half the time that its place is likely to take. The crowd before it may have gone by then; where it has
 * not, she is told anew, and comes a few times more before her turn. It spreads with the places, and costs no question to the database.
 */
export function comeAgainAfter(secondsToTurn: number): number {
  return secondsToTurn <= soonSeconds ? secondsToTurn : Math.ceil(secondsToTurn / 2);
}
