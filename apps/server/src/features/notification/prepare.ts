import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Chosen } from './choose.ts';
import type { Attempt } from './claim.ts';
import { lockAttempts } from './lock-attempts.ts';
import type { StoredMessage } from './stored.ts';

/** An attempt about to be sent. */
export interface Sending {
  readonly attempt: Attempt;
  readonly chosen: Chosen;
  readonly message: StoredMessage;
}

/**
 * Writes down which channel an attempt is sent on, before it is sent: who sends it again after a crash sends it there. The gateway's
 * receipt may come before its answer, so the way from the attempt to the person is there first, too.
 */
export async function keepChoices(tx: Tx, sending: readonly Sending[]): Promise<void> {
  if (sending.length === 0) return;
  await lockAttempts(
    tx,
    sending.map(({ attempt }) => attempt),
  );
  const ids = {
    persons: sending.map(({ attempt }) => attempt.personId),
    messages: sending.map(({ attempt }) => attempt.messageId),
    attempts: sending.map(({ attempt }) => attempt.attemptId),
  };
  await sql`
    update message_attempt as a set channel = t.channel, step = t.step, recipient = t.recipient
      from unnest(${ids.persons}::uuid[], ${ids.messages}::uuid[], ${ids.attempts}::uuid[],
                  ${sending.map(({ chosen }) => chosen.channel)}::text[],
                  ${sending.map(({ chosen }) => chosen.step)}::smallint[],
                  ${sending.map(({ chosen }) => chosen.recipient)}::smallint[])
        as t (person_id, message_id, attempt_id, channel, step, recipient)
     where a.person_id = t.person_id and a.message_id = t.message_id and a.attempt_id = t.attempt_id`.execute(tx);
  const texts = sending.filter(({ chosen }) => chosen.channel === 'sms' || chosen.channel === 'guardian');
  if (texts.length === 0) return;
  await sql`
    insert into attempt_person (attempt_id, person_id, message_id)
    select * from unnest(${texts.map(({ attempt }) => attempt.attemptId)}::uuid[],
                         ${texts.map(({ attempt }) => attempt.personId)}::uuid[],
                         ${texts.map(({ attempt }) => attempt.messageId)}::uuid[])
    on conflict (attempt_id) do nothing`.execute(tx);
}
