import { addSeconds, dayOf, isCalendarDay, startOfDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';

const mostDaysAhead = 30;

/**
 * When somebody who comes on a day is there: as it begins, at midnight in China; today has begun already.
 * @throws Refusal travel-date-invalid for a day that is over, none, or further ahead than rules are known
 */
export function arrivalOn(date: string, now: Date): Date {
  const last = dayOf(addSeconds(now, mostDaysAhead * 86_400));
  if (!isCalendarDay(date) || date < dayOf(now) || date > last) throw new Refusal('travel-date-invalid');
  const begin = startOfDay(date);
  return begin < now ? now : begin;
}
