import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { insertRows } from '../../platform/rows.ts';
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
  const stored = await insertRows<Told, { message_id: string }>(
    tx,
    'message',
    told,
    {
      person_id: ['uuid', ({ personId }) => personId],
      message_id: ['uuid', (_one, at) => ids[at]],
      kind: ['text', ({ kind }) => kind],
      subject_id: ['uuid', ({ subjectId }) => subjectId],
      details: ['jsonb', ({ details }) => JSON.stringify(details)],
      told_at: ['timestamptz', () => now],
    },
    sql`on conflict (person_id, kind, subject_id) do nothing returning message_id`,
  );
  const fresh = new Set(stored.map((row) => row.message_id));
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
  await insertRows(tx, 'message_attempt', next, {
    person_id: ['uuid', ({ personId }) => personId],
    message_id: ['uuid', ({ messageId }) => messageId],
    attempt_id: ['uuid', () => newId(now)],
    lane: ['smallint', ({ lane }) => lane],
    step: ['smallint', ({ step }) => step],
    recipient: ['smallint', ({ recipient }) => recipient],
    state: ['text', () => 'due'],
    failures: ['smallint', () => 0],
    due_at: ['timestamptz', () => now],
    started_at: ['timestamptz', () => now],
  });
}
