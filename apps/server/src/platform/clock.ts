/** The time, as an argument: nothing else in the node asks the machine for it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const shanghaiOffset = 8 * 3_600_000;

/** RFC 3339 in +08:00, whole seconds: how times leave the node. Asia/Shanghai has had no other offset since 1991. */
export function toEdge(instant: Date): string {
  return `${new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 19)}+08:00`;
}

export function toEdgeOrNull(instant: Date | null): string | null {
  return instant === null ? null : toEdge(instant);
}

/** The calendar day in Shanghai, YYYY-MM-DD. */
export function dayOf(instant: Date): string {
  return new Date(instant.getTime() + shanghaiOffset).toISOString().slice(0, 10);
}

/** Midnight in Shanghai at the start of `day` (YYYY-MM-DD). */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** Is `day` (YYYY-MM-DD) a day of the calendar? `Date` reads 31 November as 1 December. */
export function isCalendarDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}

export function addSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}

export function toUnix(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}

export function fromUnix(seconds: number): Date {
  return new Date(seconds * 1000);
}
