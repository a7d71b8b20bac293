const chinaAhead = 8 * 3600;

/** The day in China, YYYY-MM-DD. @param instant seconds since 1970 */
export function dayInChina(instant: number): string {
  return new Date((instant + chinaAhead) * 1000).toISOString().slice(0, 10);
}
