import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/** Puts people on the list of those whom the community calls; who is on it already stays where she is. */
export async function openCalls(tx: Tx, deps: Deps, personIds: readonly string[]): Promise<void> {
  const now = deps.clock.now();
  for (const personId of new Set(personIds)) {
    const person = await tx
      .selectFrom('person')
      .select('residence_division')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    const callId = newId(now);
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('community_call')
      .values({
        person_id: personId,
        call_id: callId,
        // Whose residence is not known is for the province itself.
        division: person.residence_division ?? deps.province.division,
        state: 'open',
        failed_calls: 0,
        call_after: now,
        opened_at: now,
      })
      .onConflict((conflict) => conflict.column('person_id').where('state', '=', 'open').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) continue;
    await tx.insertInto('call_person').values({ call_id: callId, person_id: personId }).execute();
  }
}

/** Takes a person off the list when nothing is left to be told to her by telephone. */
export async function closeCallIfTold(tx: Tx, now: Date, personId: string): Promise<void> {
  const left = await tx
    .selectFrom('message_attempt')
    .select('attempt_id')
    .where('person_id', '=', personId)
    .where('channel', '=', 'community')
    .where('state', '=', 'accepted')
    .limit(1)
    .executeTakeFirst();
  if (left !== undefined) return;
  await tx
    .updateTable('community_call')
    .set({ state: 'needless', closed_at: now })
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .execute();
}

/** She knows: whatever else was on its way is not needed any more. */
export async function dropOtherAttempts(tx: Tx, now: Date, personId: string, messageId: string): Promise<void> {
  await tx
    .updateTable('message_attempt')
    .set({ state: 'needless', due_at: null, settled_at: now })
    .where('person_id', '=', personId)
    .where('message_id', '=', messageId)
    .where((e) => e.or([e('state', '=', 'due'), e.and([e('state', '=', 'accepted'), e('channel', '=', 'community')])]))
    .execute();
  await closeCallIfTold(tx, now, personId);
}
