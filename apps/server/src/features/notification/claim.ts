import { sql } from 'kysely';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Db, type Tx } from '../../platform/db.ts';
import { lanes } from './lanes.ts';
import { lockAttempts } from './lock-attempts.ts';
import type { ChannelName } from './kinds.ts';

/** An attempt in hand. */
export interface Attempt {
  readonly personId: string;
  readonly messageId: string;
  readonly attemptId: string;
  readonly lane: number;
  readonly step: number;
  readonly recipient: number;
  /** Chosen already when it was tried before. */
  readonly channel: ChannelName | null;
  readonly state: 'due' | 'accepted';
  readonly failures: number;
  readonly dueAt: Date;
}

/** While a process has an attempt in hand it is not due; one whose process died comes back after this long. */
const claimSeconds = 120;

/**
 * Takes at most so many due attempts in hand: each lane its share, then what is left in order of the lanes. One process does this at a
 * time (a tick); what a receipt settles meanwhile is not due any more.
 */
export function claimDue(db: Db, now: Date, size: number): Promise<Attempt[]> {
  return transact(db, async (tx) => {
    const waiting = await Promise.all(lanes.map(({ lane }) => dueIn(tx, now, lane, size)));
    const claimed = divide(waiting, size);
    if (claimed.length > 0) await defer(tx, addSeconds(now, claimSeconds), claimed);
    return claimed;
  });
}

/** Each lane's share of a batch, rounded up, then what is left to the first that have more. */
function divide(waiting: readonly (readonly Attempt[])[], size: number): Attempt[] {
  const own = waiting.map((line, at) => line.slice(0, Math.ceil(size * lanes[at]!.share)));
  const more = waiting.flatMap((line, at) => line.slice(own[at]!.length));
  return [...own.flat(), ...more].slice(0, size);
}

async function dueIn(tx: Tx, now: Date, lane: number, limit: number): Promise<Attempt[]> {
  const rows = await tx
    .selectFrom('message_attempt')
    .selectAll()
    .where('lane', '=', lane)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    messageId: row.message_id,
    attemptId: row.attempt_id,
    lane: row.lane,
    step: row.step,
    recipient: row.recipient,
    channel: row.channel as ChannelName | null,
    state: row.state as Attempt['state'],
    failures: row.failures,
    dueAt: row.due_at!,
  }));
}

async function defer(tx: Tx, dueAt: Date, attempts: readonly Attempt[]): Promise<void> {
  await lockAttempts(tx, attempts);
  await sql`
    update message_attempt as a set due_at = ${dueAt}
      from unnest(${attempts.map((one) => one.personId)}::uuid[], ${attempts.map((one) => one.messageId)}::uuid[],
                  ${attempts.map((one) => one.attemptId)}::uuid[]) as t (person_id, message_id, attempt_id)
     where a.person_id = t.person_id and a.message_id = t.message_id and a.attempt_id = t.attempt_id
       and a.due_at is not null`.execute(tx);
}
