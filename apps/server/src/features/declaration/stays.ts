import type { schemas } from '@tongxing/contract';
import { isCalendarDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';

const daySeconds = 86_400;
/** Phones are allowed to be this far ahead of the node. */
const aheadSeconds = 120;

/**
 * Every stay starts before it ends, is over or going on, and touches the window of days that are asked about.
 * @throws Refusal stay-invalid naming each stay that is wrong.
 */
export function checkStays(stays: readonly schemas.Stay[], now: Date, windowDays: number): void {
  const latest = now.getTime() + aheadSeconds * 1000;
  const earliest = now.getTime() - windowDays * daySeconds * 1000;
  const errors = stays.flatMap((stay, position) => {
    const path = `/body/stays/${position}`;
    if (![stay.from, stay.to].every((instant) => isCalendarDay(instant.slice(0, 10))))
      return [{ path, rule: 'instant' }];
    const from = Date.parse(stay.from);
    const to = Date.parse(stay.to);
    if (from >= to) return [{ path, rule: 'starts-before-it-ends' }];
    if (to > latest) return [{ path, rule: 'not-in-the-future' }];
    if (to < earliest) return [{ path, rule: `within-${windowDays}-days` }];
    if (!knownProvinces.has(stay.division.slice(0, 2))) return [{ path, rule: 'division-exists' }];
    return [];
  });
  if (errors.length > 0) throw new Refusal('stay-invalid', { errors });
}

/** GB/T 2260: the first two digits of the 34 divisions of province level. */
const knownProvinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82'.split(' '),
);
