import type { LaneNote, schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, dayOf } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/** Tickets are not sold for longer ahead; a later departure is a slip of the pen. */
const longestAhead = 60 * 86_400;
const month = 30 * 86_400;

/** How numbers on tickets look: trains (G1234, K7, 1461), flights (MU5101), coaches and ships as they come. */
const numbers: Readonly<Record<schemas.Departure['mode'], RegExp>> = {
  train: /^[GDCZTKSLYPN]?\d{1,4}$/,
  flight: /^[A-Z0-9]{2}\d{3,4}[A-Z]?$/,
  coach: /^[A-Z0-9]{1,10}$/,
  ship: /^[A-Z0-9]{1,10}$/,
};

/** @throws Refusal invalid-input for a departure that has passed, is no date, or has a number that its kind does not have */
export function requireDeparture({ clock }: Deps, departure: schemas.Departure | undefined): void {
  if (departure === undefined) return;
  const at = new Date(departure.departsAt);
  const now = clock.now();
  const wrong = (path: string, rule: string) => new Refusal('invalid-input', { errors: [{ path, rule }] });
  const day = departure.departsAt.slice(0, 10);
  const isDay = dayOf(new Date(`${day}T12:00:00+08:00`)) === day;
  if (!isDay || Number.isNaN(at.getTime()) || at <= now || at > addSeconds(now, longestAhead)) {
    throw wrong('/body/departure/departsAt', 'a departure that is still to come, within sixty days');
  }
  if (!numbers[departure.mode].test(departure.number))
    throw wrong('/body/departure/number', 'as it stands on the ticket');
}

export interface Lane {
  readonly lane: 'usual' | 'urgent';
  readonly note: LaneNote | null;
}

/** The urgent lane is for who leaves soon, and so many times in 30 days; whoever does not get it is told why, not refused. */
export async function laneFor(
  read: Read,
  deps: Deps,
  personId: string,
  departure: schemas.Departure | undefined,
): Promise<Lane> {
  if (departure === undefined) return { lane: 'usual', note: null };
  const { urgentWithinHours, urgentPerMonth } = deps.province.appeal;
  const now = deps.clock.now();
  if (new Date(departure.departsAt) > addSeconds(now, urgentWithinHours * 3600)) {
    return { lane: 'usual', note: 'too-far-off' };
  }
  const { used } = await read
    .selectFrom('appeal')
    .select((e) => e.fn.countAll<number>().as('used'))
    .where('person_id', '=', personId)
    .where('lane', '=', 'urgent')
    .where('filed_at', '>', addSeconds(now, -month))
    .executeTakeFirstOrThrow();
  return used < urgentPerMonth ? { lane: 'urgent', note: null } : { lane: 'usual', note: 'urgent-used' };
}
