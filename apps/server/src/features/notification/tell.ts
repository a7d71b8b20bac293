import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import type { Told } from './kinds.ts';
import { laneOf } from './lanes.ts';

export type TellDeps = Pick<NodeContext, 'clock'>;

/** From so many on, those who are told together wait in a lane of their own. */
const manyFrom = 100;
/** Rows of one statement. */
const batchSize = 5000;

/** {@link tellMany} for one. */
export function tell(tx: Tx, deps: TellDeps, told: Told): Promise<void> {
  return tellMany(tx, deps, [told]);
}

/**
 * Stores what people are told, in the transaction of what it tells, and has it sent as soon as that commits. Told again, the same
 * kind about the same subject is nothing new.
 */
export async function tellMany(tx: Tx, deps: TellDeps, told: readonly Told[]): Promise<void> {
  const amongMany = told.length >= manyFrom;
  for (let start = 0; start < told.length; start += batchSize) {
    await store(tx, deps.clock.now(), told.slice(start, start + batchSize), amongMany);
  }
}

async function store(tx: Tx, now: Date, told: readonly Told[], amongMany: boolean): Promise<void> {
  const ids = told.map(() => newId(now));
  const stored = await sql<{ message_id: string }>`
    insert into message (person_id, message_id, kind, subject_id, details, told_at)
    select person_id, message_id, kind, subject_id, details::jsonb, ${now}
      from unnest(${told.map((one) => one.personId)}::uuid[], ${ids}::uuid[], ${told.map((one) => one.kind)}::text[],
                  ${told.map((one) => one.subjectId)}::uuid[], ${told.map((one) => JSON.stringify(one.details))}::text[])
        as t (person_id, message_id, kind, subject_id, details)
    on conflict (person_id, kind, subject_id) do nothing
    returning message_id`.execute(tx);
  const fresh = new Set(stored.rows.map((row) => row.message_id));
  const first = told.flatMap((one, at) => (fresh.has(ids[at]!) ? [{ one, messageId: ids[at]! }] : []));
  await startAttempts(
    tx,
    now,
    first.map(({ one, messageId }) => ({
      personId: one.personId,
      messageId,
      lane: laneOf(one, amongMany),
      step: 0,
      recipient: 0,
    })),
  );
}

/** Where the next attempt begins: a place in the province's order of channels, and for guardians which of them. */
export interface NextAttempt {
  readonly personId: string;
  readonly messageId: string;
  readonly lane: number;
  readonly step: number;
  readonly recipient: number;
}

export async function startAttempts(tx: Tx, now: Date, next: readonly NextAttempt[]): Promise<void> {
  if (next.length === 0) return;
  await sql`
    insert into message_attempt
      (person_id, message_id, attempt_id, lane, step, recipient, state, failures, due_at, started_at)
    select person_id, message_id, attempt_id, lane, step, recipient, 'due', 0, ${now}, ${now}
      from unnest(${next.map((one) => one.personId)}::uuid[], ${next.map((one) => one.messageId)}::uuid[],
                  ${next.map(() => newId(now))}::uuid[], ${next.map((one) => one.lane)}::smallint[],
                  ${next.map((one) => one.step)}::smallint[], ${next.map((one) => one.recipient)}::smallint[])
        as t (person_id, message_id, attempt_id, lane, step, recipient)`.execute(tx);
}
