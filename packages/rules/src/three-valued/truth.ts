import { truthiness } from '../logic/truthiness.ts';
import { Instant } from './instant.ts';
import { isUnknown, UNKNOWN, Unknown } from './unknown.ts';

/** Kleene's three truth values as small integers, the cheapest thing an engine can hand around. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const TRUE = 1;
export const UNSURE = 2;

/** The truth of a value; unsure where CertLogic would refuse it as a condition, and where it is unknown. */
export function truthOf(value: unknown): Truth {
  if (value === true) return TRUE;
  if (value === false || value === null) return FALSE;
  if (typeof value === 'object' && value instanceof Instant) return TRUE;
  const truth = isUnknown(value) ? Unknown.truthOf(value) : truthiness(value);
  return truth === undefined ? UNSURE : truth ? TRUE : FALSE;
}

export const valueOf = (truth: Truth): boolean | Unknown => (truth === UNSURE ? UNKNOWN : truth === TRUE);

export const not = (truth: Truth): Truth => (truth === UNSURE ? UNSURE : truth === TRUE ? FALSE : TRUE);
