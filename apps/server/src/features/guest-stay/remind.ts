import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { findCodes } from '../code/index.ts';
import { tellMany } from '../notification/index.ts';
import { endsBeforeLeaving, longSince, nextDue, type Stay, type StayRow, stayOf, warnAt } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;
type Told = Parameters<typeof tellMany>[2][number];

const together = 500;
/** What is kept of a stay goes so long after the last word of it. */
const keptDays = 60;

/**
 * Tells, each once: that the code runs out while she is still here; that she has left and that her itinerary is hers to complete; and
 * that she has been here so long that her code can be transferred to where she lives.
 */
export async function remindOfStays(deps: Deps, now: Date): Promise<void> {
  await transact(deps.db, async (tx) => {
    const due = await tx
      .selectFrom('guest_stay')
      .selectAll()
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(together)
      .forUpdate()
      .skipLocked()
      .execute();
    if (due.length > 0) await remind(tx, deps, due, now);
  });
}

async function remind(tx: Tx, deps: Deps, due: readonly StayRow[], now: Date): Promise<void> {
  const personIds = due.map((row) => row.person_id);
  const codes = await findCodes(tx, personIds);
  const stays = due.map((row) => {
    const code = codes.get(row.person_id);
    const stay = code?.basis === 'conversion' ? stayOf(row) : undefined;
    if (code === undefined || stay === undefined) return { told: [], next: null };
    return { told: toTell(deps, stay, code.codeId, now), next: nextDue(deps, stay, now) };
  });
  await tellMany(
    tx,
    deps,
    stays.flatMap(({ told }) => told),
  );
  await sql`
    update guest_stay set due_at = reminded.next
      from unnest(${personIds}::uuid[], ${stays.map(({ next }) => next)}::timestamptz[]) as reminded (person_id, next)
     where guest_stay.person_id = reminded.person_id`.execute(tx);
}

function toTell(deps: Deps, stay: Stay, codeId: string, now: Date): Told[] {
  const { personId, codeEndsAt, leavesAt } = stay;
  const isHere = codeEndsAt > now && (leavesAt === null || leavesAt > now);
  const told: Told[] = [];
  if (isHere && endsBeforeLeaving(stay) && warnAt(deps, stay) <= now) {
    told.push({ personId, kind: 'stay-outlasts-code', subjectId: codeId, details: { at: toEdge(codeEndsAt) } });
  }
  if (leavesAt !== null && leavesAt <= now) {
    told.push({ personId, kind: 'stay-over', subjectId: codeId, details: { at: toEdge(leavesAt) } });
  }
  if (isHere && longSince(deps, stay) <= now) {
    told.push({ personId, kind: 'stay-long', subjectId: stay.stayId, details: { at: toEdge(stay.since) } });
  }
  return told;
}

export async function forgetStays(deps: Deps, now: Date): Promise<void> {
  await deps.db
    .deleteFrom('guest_stay')
    .where('updated_at', '<', addSeconds(now, -keptDays * 86_400))
    .execute();
}
