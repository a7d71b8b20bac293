import type { schemas } from '@tongxing/contract';
import { isCalendarDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions, type Divisions } from '../division/index.ts';

const daySeconds = 86_400;
/** Who has been at home all her life may say so; nobody has been there longer. */
const lifetimeDays = 120 * 366;
/** Phones are allowed to be this far ahead of the node. */
const aheadSeconds = 120;

/**
 * Every stay starts before it ends, is over or going on, and touches the window of days that are asked about;
 * its division existed then. @param at JSON pointer of the stays @throws Refusal stay-invalid, division-unknown, naming each stay that is wrong.
 */
export function checkStays(
  divisions: Divisions,
  stays: readonly schemas.Stay[],
  now: Date,
  windowDays: number,
  at = '/body/stays',
): void {
  const latest = now.getTime() + aheadSeconds * 1000;
  const earliest = now.getTime() - windowDays * daySeconds * 1000;
  const errors = stays.flatMap((stay, position) => {
    const path = `${at}/${position}`;
    if (![stay.from, stay.to].every((instant) => isCalendarDay(instant.slice(0, 10))))
      return [{ path, rule: 'instant' }];
    const from = Date.parse(stay.from);
    const to = Date.parse(stay.to);
    if (from >= to) return [{ path, rule: 'starts-before-it-ends' }];
    if (to > latest) return [{ path, rule: 'not-in-the-future' }];
    if (from < now.getTime() - lifetimeDays * daySeconds * 1000) return [{ path, rule: 'within-a-lifetime' }];
    if (to < earliest) return [{ path, rule: `within-${windowDays}-days` }];
    return [];
  });
  if (errors.length > 0) throw new Refusal('stay-invalid', { errors });
  requireDivisions(
    divisions,
    stays.map(({ division: code, from, to }, position) => {
      return { path: `${at}/${position}/division`, code, from: new Date(from), to: new Date(to) };
    }),
  );
}
