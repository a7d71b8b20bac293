import type { TimeUnit } from './expression.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** ECMA-262, Time Values and Time Range: no instant lies further from 1970 than this, in milliseconds. */
const MAX_TIME = 8.64e15;

/** The two ASCII digits at `start` as a number, or -1. */
function twoDigits(text: string, start: number): number {
  const tens = text.charCodeAt(start) - 48;
  const ones = text.charCodeAt(start + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** The four ASCII digits that a date begins with as a number, or -1. */
function yearOf(text: string): number {
  const century = twoDigits(text, 0);
  const rest = twoDigits(text, 2);
  return century < 0 || rest < 0 ? -1 : century * 100 + rest;
}

/** The ASCII digit at `start`, or -1. */
function digit(text: string, start: number): number {
  const value = text.charCodeAt(start) - 48;
  return value >= 0 && value <= 9 ? value : -1;
}

/** Days from 1970-01-01 to the first of a month of the proleptic Gregorian calendar. */
function firstOf(year: number, month: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The years that dates in facts are of; of these, the firsts of the months are at hand. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;
const firsts = Int32Array.from({ length: (LAST_YEAR - FIRST_YEAR) * 12 }, (_, n) =>
  firstOf(FIRST_YEAR + Math.floor(n / 12), (n % 12) + 1),
);

/** Days from 1970-01-01 to a day of the same calendar; the day may run over the end of its month. */
function dayNumber(year: number, month: number, day: number): number {
  const known = year >= FIRST_YEAR && year < LAST_YEAR;
  return (known ? (firsts[(year - FIRST_YEAR) * 12 + month - 1] as number) : firstOf(year, month)) + day - 1;
}

/** Minutes east of UTC, NaN for an impossible offset, undefined for a malformed one. */
function parseOffset(text: string, start: number): number | undefined {
  if (start === text.length) return 0;
  const sign = text.charCodeAt(start);
  if (sign === 90) return start + 1 === text.length ? 0 : undefined;
  if (sign !== 43 && sign !== 45) return undefined;
  const rest = text.length - start - 1;
  const colon = text.charCodeAt(start + 3) === 58 ? start + 3 : text.indexOf(':', start);
  const hourDigits = colon >= 0 ? colon - start - 1 : rest <= 2 ? rest : rest - 2;
  const minuteDigits = colon >= 0 ? rest - hourDigits - 1 : rest - hourDigits;
  if (hourDigits < 1 || hourDigits > 2 || (minuteDigits !== 0 && minuteDigits !== 2)) return undefined;
  const hours = hourDigits === 1 ? digit(text, start + 1) : twoDigits(text, start + 1);
  const minutes = minuteDigits === 0 ? 0 : twoDigits(text, text.length - 2);
  if (hours < 0 || minutes < 0) return undefined;
  if (hours > 23 || minutes > 59) return NaN;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * The last day a `YYYY`, `YYYY-MM` or `YYYY-MM-DD` date allows, as milliseconds since 1970 (midnight UTC): CertLogic
 * specification 1.3.2, `dccDateOfBirth`. NaN for a month or day that cannot be, undefined for any other form.
 */
export function parseDate(text: string): number | undefined {
  const length = text.length;
  if (length !== 4 && length !== 7 && length !== 10) return undefined;
  const year = yearOf(text);
  if (year < 0) return undefined;
  if (length === 4) return dayNumber(year, 12, 31) * DAY;
  const month = text.charCodeAt(4) === 45 ? twoDigits(text, 5) : -1;
  if (month < 0) return undefined;
  const possible = month >= 1 && month <= 12;
  if (length === 7) {
    if (!possible) return NaN;
    return (dayNumber(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, 1) - 1) * DAY;
  }
  const day = text.charCodeAt(7) === 45 ? twoDigits(text, 8) : -1;
  if (day < 0) return undefined;
  return possible && day >= 1 && day <= 31 ? dayNumber(year, month, day) * DAY : NaN;
}

/**
 * A date or date-time in one of the forms of the CertLogic specification 1.3.2, `plusTime`, as milliseconds since 1970;
 * decimals after the third are cut, a missing offset is UTC. NaN for a time that cannot be (month 13), undefined for
 * any other form. As in ECMAScript, 30 February is 2 March and 24:00:00 is the next midnight.
 */
export function parseDateTime(text: string): number | undefined {
  if (text.length <= 10) return parseDate(text);
  const year = yearOf(text);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = twoDigits(text, 17);
  const wellFormed =
    year >= 0 &&
    month >= 0 &&
    day >= 0 &&
    hour >= 0 &&
    minute >= 0 &&
    second >= 0 &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    text.charCodeAt(10) === 84 &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58;
  if (!wellFormed) return undefined;
  let end = 19;
  let millisecond = 0;
  if (text.charCodeAt(19) === 46) {
    for (end = 20; digit(text, end) >= 0; end += 1) {
      if (end < 23) millisecond += digit(text, end) * 10 ** (22 - end);
    }
    if (end === 20) return undefined;
  }
  const offset = parseOffset(text, end);
  if (offset === undefined) return undefined;
  const endOfDay = hour === 24 && minute === 0 && second === 0 && millisecond === 0;
  const possible =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && (hour < 24 || endOfDay) && minute < 60 && second < 60;
  if (!possible) return NaN;
  return dayNumber(year, month, day) * DAY + hour * HOUR + (minute - offset) * 60_000 + second * 1000 + millisecond;
}

/**
 * Adds whole units to an instant as the CertLogic specification 1.3.2, "Leap days", tells it: by ECMAScript's
 * `setUTC…` methods, so 31 January plus a month is 3 March. NaN where the result leaves ECMAScript's range.
 */
export function addTime(milliseconds: number, amount: number, unit: TimeUnit): number {
  if (amount === 0) return milliseconds;
  if (unit === 'day' || unit === 'hour') {
    const sum = milliseconds + amount * (unit === 'day' ? DAY : HOUR);
    return Math.abs(sum) <= MAX_TIME ? sum : NaN;
  }
  const date = new Date(milliseconds);
  if (unit === 'month') return date.setUTCMonth(date.getUTCMonth() + amount);
  return date.setUTCFullYear(date.getUTCFullYear() + amount);
}
