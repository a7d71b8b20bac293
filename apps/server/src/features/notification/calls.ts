import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { prepared } from '../../platform/prepared.ts';

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

/** Takes people off the list to whom nothing is left to be told by telephone. */
export async function closeCallsIfTold(tx: Tx, now: Date, personIds: readonly string[]): Promise<void> {
  await sql`${prepared}
    update community_call as call
       set state = 'needless', closed_at = ${now}
     where person_id = any(${[...personIds]}::uuid[]) and state = 'open'
       and not exists (select from message_attempt
                        where message_attempt.person_id = call.person_id and channel = 'community' and state = 'accepted')`.execute(
    tx,
  );
}

/** A message, by whom it is for. */
export interface ToldMessage {
  readonly personId: string;
  readonly messageId: string;
}

/** They know: whatever else was on its way is not needed any more. */
export async function dropOtherAttempts(tx: Tx, now: Date, known: readonly ToldMessage[]): Promise<void> {
  if (known.length === 0) return;
  const personIds = known.map(({ personId }) => personId);
  await sql`${prepared}
    update message_attempt as attempt
       set state = 'needless', due_at = null, settled_at = ${now}
      from unnest(${personIds}::uuid[], ${known.map(({ messageId }) => messageId)}::uuid[]) as known (person_id, message_id)
     where attempt.person_id = known.person_id and attempt.message_id = known.message_id
       and (attempt.state = 'due' or attempt.state = 'accepted' and attempt.channel = 'community')`.execute(tx);
  await closeCallsIfTold(tx, now, personIds);
}
