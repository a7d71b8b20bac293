import type { schemas } from '@tongxing/contract';
import { startOfDay, toInstant } from '@/words/times';
import { windowDays, type EnteredStay } from './check-stays';

const dayMs = 86_400_000;

/** All fourteen days at home, until something else is said. */
export function homeFor(division: string | undefined, now: number): EnteredStay[] {
  if (division === undefined) return [];
  return [{ division, from: toInstant(startOfDay(now, windowDays - 1)), to: toInstant(now), by: 'home' }];
}

/** A stay of whole days, both included; the last one goes on until now. */
export function stayOf(division: string, fromDay: number, toDay: number, now: number): schemas.Stay {
  return { division, from: toInstant(fromDay), to: toInstant(Math.min(toDay + dayMs, now)) };
}

/** The days that can be chosen, today first: midnights in China. */
export function days(now: number): number[] {
  return Array.from({ length: windowDays }, (_, back) => startOfDay(now, back));
}

/** Of an earlier itinerary, what is still in the days that are asked about. */
export function inWindow(stays: readonly schemas.Stay[], now: number): schemas.Stay[] {
  const first = now - windowDays * dayMs;
  return stays
    .filter(({ to }) => Date.parse(to) > first)
    .map((stay) => (Date.parse(stay.from) < first ? { ...stay, from: toInstant(first) } : stay));
}

/** As it is sent: without where it is from, and a stay that goes on ends at this moment. */
export function upToNow(stays: readonly EnteredStay[]): schemas.Stay[] {
  const now = Date.now();
  return stays.map(({ division, from, to }) => ({ division, from, to: Date.parse(to) > now ? toInstant(now) : to }));
}
