import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { transact, type Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { findCode } from '../code/index.ts';
import { lockPeople } from '../identity/index.ts';
import { planStay } from './note.ts';
import { endsBeforeLeaving, findStay, longSince, type Stay, stayOf } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

const longestDays = 366;

/** The stay of somebody who holds a converted code, run out or not; undefined of anybody else. */
export async function guestStayOf(read: Read, personId: string): Promise<Stay | undefined> {
  const row = await findStay(read, personId);
  const isGuest = (await findCode(read, personId))?.basis === 'conversion';
  return row === undefined || !isGuest ? undefined : stayOf(row);
}

/** @throws Refusal not-found of who holds no converted code */
export async function showStay(deps: Deps, personId: string): Promise<schemas.GuestStay> {
  const stay = await guestStayOf(deps.db, personId);
  if (stay === undefined) throw new Refusal('not-found');
  return {
    originDivision: stay.origin,
    since: toEdge(stay.since),
    codeEndsAt: toEdge(stay.codeEndsAt),
    leavesAt: toEdgeOrNull(stay.leavesAt),
    endsBeforeLeaving: endsBeforeLeaving(stay),
    longSince: toEdge(longSince(deps, stay)),
  };
}

/** @throws Refusal leaving-date-invalid, not-found */
export async function statePlan(
  deps: Deps,
  personId: string,
  { leavesAt }: schemas.GuestStayPlan,
): Promise<schemas.GuestStay> {
  const [at, now] = [new Date(leavesAt), deps.clock.now()];
  const canBe = isCalendarDay(leavesAt.slice(0, 10)) && at > now && at <= addSeconds(now, longestDays * 86_400);
  if (!canBe) throw new Refusal('leaving-date-invalid');
  await transact(deps.db, async (tx) => {
    await lockPeople(tx, [personId]);
    if ((await guestStayOf(tx, personId)) === undefined) throw new Refusal('not-found');
    await planStay(tx, deps, personId, at);
  });
  return showStay(deps, personId);
}
