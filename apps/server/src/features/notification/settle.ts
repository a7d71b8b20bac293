import { sql } from 'kysely';
import type { Tx } from '../../platform/db.ts';
import type { Attempt } from './claim.ts';
import type { ChannelName } from './kinds.ts';
import { lockAttempts } from './lock-attempts.ts';
import { startAttempts, type NextAttempt } from './tell.ts';

/** How an attempt stands after it was tried, given up, or put back. */
export interface Settled {
  readonly attempt: Attempt;
  readonly state: 'due' | 'accepted' | 'delivered' | 'failed';
  readonly step: number;
  readonly recipient: number;
  readonly channel: ChannelName | null;
  readonly failures: number;
  readonly reason: string | null;
  readonly dueAt: Date | null;
  /** The attempt that follows when this one failed; null when there is nothing further. */
  readonly next: Pick<NextAttempt, 'step' | 'recipient'> | null;
}

/**
 * Writes down how attempts went, and begins those that follow. An attempt that a receipt has settled meanwhile stays as the receipt
 * said, and nothing follows from here.
 */
export async function settle(tx: Tx, now: Date, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  await lockAttempts(
    tx,
    settled.map(({ attempt }) => attempt),
  );
  const pick = <T>(of: (one: Settled) => T) => settled.map(of);
  const { rows } = await sql<{ attempt_id: string }>`
    update message_attempt as a
       set state = t.state, step = t.step, recipient = t.recipient, channel = t.channel, failures = t.failures,
           reason = t.reason, due_at = t.due_at,
           settled_at = case when t.state = 'due' then a.settled_at else ${now} end
      from unnest(${pick((one) => one.attempt.personId)}::uuid[], ${pick((one) => one.attempt.messageId)}::uuid[],
                  ${pick((one) => one.attempt.attemptId)}::uuid[], ${pick((one) => one.state)}::text[],
                  ${pick((one) => one.step)}::smallint[], ${pick((one) => one.recipient)}::smallint[],
                  ${pick((one) => one.channel)}::text[], ${pick((one) => one.failures)}::smallint[],
                  ${pick((one) => one.reason)}::text[], ${pick((one) => one.dueAt)}::timestamptz[])
        as t (person_id, message_id, attempt_id, state, step, recipient, channel, failures, reason, due_at)
     where a.person_id = t.person_id and a.message_id = t.message_id and a.attempt_id = t.attempt_id
       and a.state in ('due', 'accepted')
    returning a.attempt_id`.execute(tx);
  const written = new Set(rows.map((row) => row.attempt_id));
  const following = settled.flatMap(({ attempt, next }) =>
    next !== null && written.has(attempt.attemptId)
      ? [{ personId: attempt.personId, messageId: attempt.messageId, lane: attempt.lane, ...next }]
      : [],
  );
  await startAttempts(tx, now, following);
}
