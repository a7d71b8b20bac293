import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import { prepared } from '../../platform/prepared.ts';

/**
 * Locks all attempts of messages, in one order: the gateway speaks of hundreds of messages at once while hundreds are written down as
 * sent, and neither must wait for the other in turn. Whoever changes attempts of several messages locks them first.
 */
export async function lockAttempts(
  tx: Tx,
  messages: readonly { readonly personId: string; readonly messageId: string }[],
): Promise<void> {
  await sql`${prepared}
    select attempt.attempt_id
      from message_attempt as attempt
      join unnest(${messages.map(({ personId }) => personId)}::uuid[], ${messages.map(({ messageId }) => messageId)}::uuid[])
           as told (person_id, message_id) using (person_id, message_id)
     order by person_id, message_id, attempt_id
       for update of attempt`.execute(tx);
}
