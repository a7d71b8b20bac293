import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A clock may be so far ahead (as for signatures). */
const clockToleranceSeconds = 30;
/** Nothing that is told began longer ago, or ends later: a colour lives for weeks. */
const longestSeconds = 400 * 86_400;

/**
 * A day of the calendar, not in the future where it tells of something that has happened, and not of another age.
 * @throws Refusal invalid-input naming the place
 */
export function requireInstants({ clock }: Pick<NodeContext, 'clock'>, message: schemas.ColourEventBatch): void {
  const now = clock.now();
  const [earliest, latest] = [addSeconds(now, -longestSeconds), addSeconds(now, longestSeconds)];
  const require = (path: string, text: string | null, until: Date) => {
    if (text === null) return;
    const at = new Date(text);
    if (isCalendarDay(text.slice(0, 10)) && at >= earliest && at <= until) return;
    throw new Refusal('invalid-input', { errors: [{ path, rule: 'an instant that can be' }] });
  };
  const past = addSeconds(now, clockToleranceSeconds);
  require('/body/asOf', message.asOf, past);
  message.events.forEach(({ said }, position) => {
    if (said === null) return;
    const path = `/body/events/${position}/said`;
    require(`${path}/decidedAt`, said.decidedAt, past);
    require(`${path}/releaseAt`, said.releaseAt, latest);
    require(`${path}/validUntil`, said.validUntil, latest);
    said.rules?.forEach(({ until }, rule) => require(`${path}/rules/${rule}/until`, until, latest));
  });
}
