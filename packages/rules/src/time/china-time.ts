import { parseDate, parseDateTime } from '../logic/date-time.ts';
import { PolicyError } from '../policy-error.ts';
import { Instant } from '../three-valued/instant.ts';
import { UNKNOWN, type Unknown } from '../three-valued/unknown.ts';
import { CHINA_OFFSET } from './format-instant.ts';

const DAY = 86_400_000;
export const INSTANT_PATTERN = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})$';
export const DAY_OR_INSTANT_PATTERN =
  '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2}))?$';

/** Whether a date-time ends in `Z` or `±hh:mm`. */
function namesOffset(text: string): boolean {
  const { length } = text;
  if (text.charCodeAt(length - 1) === 90) return true;
  const sign = text.charCodeAt(length - 6);
  return length > 22 && text.charCodeAt(length - 3) === 58 && (sign === 43 || sign === 45);
}

/** Milliseconds of a date-time that names its offset. NaN for anything else. */
export function readInstant(text: unknown): number {
  if (typeof text !== 'string' || text.length < 20 || text.length > 40 || !namesOffset(text)) return NaN;
  return parseDateTime(text) ?? NaN;
}

/** Like {@link readInstant}, but throws {@link PolicyError} `invalid-instant`. */
export function requireInstant(text: unknown): number {
  const milliseconds = readInstant(text);
  if (Number.isNaN(milliseconds)) {
    throw new PolicyError('invalid-instant', `not a date-time with its offset: ${String(text).slice(0, 40)}`);
  }
  return milliseconds;
}

/**
 * A day (`2022-11-24`, in China) or an instant as an {@link Instant}: the start of the day, or, for the end of a
 * period, the start of the next day, because "until the 24th" includes the 24th. Null where there is none; unknown
 * where the text cannot be read.
 */
export function readEdge(text: unknown, edge: 'start' | 'end'): Instant | Unknown | null {
  if (text === undefined || text === null) return null;
  if (typeof text !== 'string') return UNKNOWN;
  if (text.length !== 10) {
    const milliseconds = readInstant(text);
    return Number.isNaN(milliseconds) ? UNKNOWN : new Instant(milliseconds);
  }
  const midnight = parseDate(text) ?? NaN;
  if (Number.isNaN(midnight)) return UNKNOWN;
  return new Instant(midnight - CHINA_OFFSET + (edge === 'end' ? DAY : 0));
}
