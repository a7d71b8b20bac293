const DAY = 86_400_000;
const MINUTE = 60_000;
/** China keeps UTC+8 all year (GB/T 7408.1), so a day begins eight hours before its UTC namesake. */
export const CHINA_OFFSET = 8 * 3_600_000;

const MAX_DAYS = 4096;
const dates = new Map<number, string>();

/** `2022-11-24T` for a day counted from 1970; remembered, because decisions are about few days. */
function dateText(day: number): string {
  let text = dates.get(day);
  if (text === undefined) {
    if (dates.size >= MAX_DAYS) dates.clear();
    text = new Date(day * DAY).toISOString().slice(0, -13);
    dates.set(day, text);
  }
  return text;
}

const two = (n: number): string => String(n).padStart(2, '0');
/** `08:00:` by the minute of the day. */
const minutes = Array.from({ length: 1440 }, (_, n) => `${two(Math.floor(n / 60))}:${two(n % 60)}:`);
/** `00+08:00` by the second of the minute. */
const seconds = Array.from({ length: 60 }, (_, n) => `${two(n)}+08:00`);

/** An instant in milliseconds as `2022-11-24T08:00:00+08:00`, with milliseconds only where there are any. */
export function formatInstant(milliseconds: number): string {
  const local = milliseconds + CHINA_OFFSET;
  const day = Math.floor(local / DAY);
  const ofDay = local - day * DAY;
  const minute = Math.floor(ofDay / MINUTE);
  const ofMinute = ofDay - minute * MINUTE;
  const second = Math.floor(ofMinute / 1000);
  const fraction = ofMinute - second * 1000;
  const tail =
    fraction === 0 ? (seconds[second] as string) : `${two(second)}.${String(fraction).padStart(3, '0')}+08:00`;
  return dateText(day) + (minutes[minute] as string) + tail;
}
