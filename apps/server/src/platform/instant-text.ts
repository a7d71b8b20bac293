const zero = 48;
const [dash, colon, point, plus] = [45, 58, 46, 43];

/**
 * An instant as PostgreSQL writes it in UTC, `2026-11-24 08:00:00.123+00`, to the millisecond below; undefined where it is written in
 * another way. Of a million people so many instants are read that it counts how.
 */
export function readInstant(text: string): Date | undefined {
  const end = text.length - 3;
  if (end < 19 || text.charCodeAt(end) !== plus || number(text, end + 1, 2) !== 0) return undefined;
  if (text.charCodeAt(4) !== dash || text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return undefined;
  const [year, month, day] = [number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)];
  const [hour, minute, second] = [number(text, 11, 2), number(text, 14, 2), number(text, 17, 2)];
  // Date.UTC takes years below 100 for those of the twentieth century.
  if (!(year >= 100)) return undefined;
  let milliseconds = 0;
  if (end > 19) {
    if (text.charCodeAt(19) !== point) return undefined;
    for (let at = 20; at < 23; at += 1) milliseconds = milliseconds * 10 + (at < end ? digit(text, at) : 0);
  }
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  return Number.isNaN(instant) ? undefined : new Date(instant);
}

/** NaN where one of them is no digit. */
function number(text: string, start: number, digits: number): number {
  let value = 0;
  for (let at = start; at < start + digits; at += 1) value = value * 10 + digit(text, at);
  return value;
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - zero;
  return value >= 0 && value <= 9 ? value : NaN;
}
