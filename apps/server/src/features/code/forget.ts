import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { startOfDay } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { noteDestruction } from '../retention/index.ts';
import { activeDays } from './status-list.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'province'>;

/** Places of one transaction: of a large province a day has a hundred million. */
const together = 10_000;

/**
 * Forgets the strips and the codes on paper whose day has passed, with the way from their index to a person. Nobody can ask about them
 * any more: they have ended, their list has vanished, and an upload that comes later is judged without what a node knew of a strip
 * (docs/protocol). A visit names no strip. A batch goes whole, with its entry in the log; stopped half-way, the next run goes on.
 */
export async function forgetStrips(deps: Deps, now: Date): Promise<void> {
  const [first = ''] = activeDays(now, deps.province.code.stripDaysAhead);
  while ((await transact(deps.db, (tx) => forgetBatch(tx, deps, first))) === together);
}

/** Answers how many places it has forgotten, of days before `day`. */
async function forgetBatch(tx: Tx, deps: Deps, day: string): Promise<number> {
  const places = await tx
    .selectFrom('strip_ordinal')
    .select(['validity_day', 'ordinal', 'person_id', 'grant_id'])
    .where('validity_day', '<', day)
    .orderBy('validity_day')
    .orderBy('ordinal')
    .limit(together)
    .execute();
  const last = places.at(-1);
  if (last === undefined) return 0;
  const people = sql<string>`any(${[...new Set(places.map((place) => place.person_id))]}::uuid[])`;
  const ids = sql<string>`any(${places.map((place) => place.grant_id)}::uuid[])`;
  await tx.deleteFrom('strip_grant').where('person_id', '=', people).where('grant_id', '=', ids).execute();
  await tx.deleteFrom('paper_code').where('person_id', '=', people).where('paper_id', '=', ids).execute();
  await sql`
    delete from strip_ordinal where (validity_day, ordinal) <= (${last.validity_day}::date, ${last.ordinal})`.execute(
    tx,
  );
  await noteDestruction(tx, deps, { data: 'strips', before: startOfDay(day), rows: places.length });
  return places.length;
}
