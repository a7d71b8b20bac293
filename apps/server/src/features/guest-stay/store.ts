import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';

export async function findStay(read: Read, personId: string) {
  return read.selectFrom('guest_stay').selectAll().where('person_id', '=', personId).executeTakeFirst();
}

export type StayRow = NonNullable<Awaited<ReturnType<typeof findStay>>>;

/** A stay of somebody who is here. */
export interface Stay {
  readonly personId: string;
  readonly stayId: string;
  readonly origin: string;
  readonly since: Date;
  readonly codeEndsAt: Date;
  readonly leavesAt: Date | null;
}

export function stayOf(row: StayRow): Stay | undefined {
  const { origin, stay_id: stayId, since, code_ends_at: codeEndsAt } = row;
  if (origin === null || stayId === null || since === null || codeEndsAt === null) return undefined;
  return { personId: row.person_id, stayId, origin, since, codeEndsAt, leavesAt: row.leaves_at };
}

/** From when on a stay is a long one. */
export function longSince({ province }: Pick<NodeContext, 'province'>, { since }: Pick<Stay, 'since'>): Date {
  return addSeconds(since, province.travel.longStayDays * 86_400);
}

export function endsBeforeLeaving({ codeEndsAt, leavesAt }: Stay): boolean {
  return leavesAt !== null && leavesAt > codeEndsAt;
}

/** When the next of the three things is to be told; null when none is. */
export function nextDue(deps: Pick<NodeContext, 'province'>, stay: Stay, now: Date): Date | null {
  const times = [
    ...(endsBeforeLeaving(stay) ? [warnAt(deps, stay)] : []),
    ...(stay.leavesAt === null ? [] : [stay.leavesAt]),
    longSince(deps, stay),
  ].filter((at) => at > now);
  return times.length === 0 ? null : new Date(Math.min(...times.map(Number)));
}

/** So long before its end somebody who stays on is told of it. */
export function warnAt({ province }: Pick<NodeContext, 'province'>, { codeEndsAt }: Stay): Date {
  return addSeconds(codeEndsAt, -province.travel.endsDuringStayHours * 3600);
}
