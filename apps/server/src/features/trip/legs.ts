import { divisionAt } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { requireDivisions } from '../division/index.ts';

type Legs = schemas.TripDeclaration['legs'];

/** As far ahead as rules are known (see the travel outlook). */
export const longestTripSeconds = 30 * 86_400;

/** The province that a leg lies in. */
export function provinceOf(division: string): string {
  return divisionAt(division, 'province') ?? division;
}

/**
 * One leg after the other, none of them over, none further ahead than rules are known.
 * @throws Refusal trip-invalid, division-unknown
 */
export function checkLegs(deps: Pick<NodeContext, 'clock' | 'divisions'>, legs: Legs): void {
  const now = deps.clock.now();
  const last = addSeconds(now, longestTripSeconds);
  requireDivisions(
    deps.divisions,
    legs.map(({ division }, at) => ({ path: `/body/legs/${at}/division`, code: division, from: now })),
  );
  const errors = legs.flatMap(({ arriveAt, leaveAt }, at) => {
    const [arrive, leave] = [new Date(arriveAt), new Date(leaveAt)];
    const before = legs[at - 1];
    const rule =
      !isCalendarDay(arriveAt.slice(0, 10)) ||
      !isCalendarDay(leaveAt.slice(0, 10)) ||
      arrive < addSeconds(now, -longestTripSeconds)
        ? 'instant'
        : leave <= arrive || leave <= now
          ? 'ends-before-it-begins'
          : leave > last
            ? 'too-far-ahead'
            : before !== undefined && arrive < new Date(before.leaveAt)
              ? 'before-the-leg-before-it'
              : undefined;
    return rule === undefined ? [] : [{ path: `/body/legs/${at}`, rule }];
  });
  if (errors.length > 0) throw new Refusal('trip-invalid', { errors });
}
