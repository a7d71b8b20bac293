const EIGHT_HOURS = 8 * 3_600_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Milliseconds since 1970 as an instant in China's time, to the second: `2022-11-24T08:00:00+08:00`. */
export function formatInstant(milliseconds: number): string {
  return `${new Date(milliseconds + EIGHT_HOURS).toISOString().slice(0, 19)}+08:00`;
}

/** The last midnight in China at or before an instant, in milliseconds since 1970. */
export function startOfDay(milliseconds: number): number {
  return Math.floor((milliseconds + EIGHT_HOURS) / DAY) * DAY - EIGHT_HOURS;
}
