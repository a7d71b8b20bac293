import type { schemas } from '@tongxing/contract';
import { startOfDay, toInstant } from '@/words/times';

/** Days back that an itinerary covers, today not counted. */
export const windowDays = 14;
const dayMs = 86_400_000;

/** All fourteen days at home, until something else is said. */
export function homeFor(division: string | undefined, now: number): schemas.Stay[] {
  if (division === undefined) return [];
  return [{ division, from: toInstant(startOfDay(now, windowDays - 1)), to: toInstant(now) }];
}

/** A stay of whole days, both included; the last one goes on until now. */
export function stayOf(division: string, fromDay: number, toDay: number, now: number): schemas.Stay {
  return { division, from: toInstant(fromDay), to: toInstant(Math.min(toDay + dayMs, now)) };
}

/** The days that can be chosen, today first: midnights in China. */
export function days(now: number): number[] {
  return Array.from({ length: windowDays }, (_, back) => startOfDay(now, back));
}

/** A stay that goes on ends at the moment it is sent. */
export function upToNow(stays: readonly schemas.Stay[]): schemas.Stay[] {
  const now = Date.now();
  return stays.map((stay) => (Date.parse(stay.to) > now ? { ...stay, to: toInstant(now) } : stay));
}
