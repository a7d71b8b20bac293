import type { Decision } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import type { Purpose } from '../policy/index.ts';
import type { JsonValue } from '../transparency/index.ts';

export interface CurrentDecision {
  readonly decisionId: string;
  readonly purpose: Purpose;
  readonly outcome: Decision;
  readonly hash: Buffer;
  readonly decidedAt: Date;
  /** The next instant at which the decision may change by itself. */
  readonly dueAt: Date | null;
}

export async function currentDecision(read: Read, personId: string): Promise<CurrentDecision | undefined> {
  return (await currentDecisions(read, [personId])).get(personId);
}

/** The current decisions of those people who have one. */
export async function currentDecisions(
  read: Read,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, CurrentDecision>> {
  const rows = await read
    .selectFrom('current_decision')
    .innerJoin('decision', (join) =>
      join
        .onRef('decision.person_id', '=', 'current_decision.person_id')
        .onRef('decision.decision_id', '=', 'current_decision.decision_id'),
    )
    .select([
      'decision.person_id',
      'decision.decision_id',
      'decision.purpose',
      'outcome',
      'outcome_hash',
      'decision.decided_at',
      'due_at',
    ])
    .where('current_decision.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        decisionId: row.decision_id,
        purpose: row.purpose as Purpose,
        outcome: row.outcome as Decision,
        hash: row.outcome_hash,
        decidedAt: row.decided_at,
        dueAt: row.due_at,
      },
    ]),
  );
}

/** A decision about a person with its inputs, as it is stored. */
export interface Decided {
  readonly personId: string;
  readonly decision: CurrentDecision;
  readonly factIds: readonly string[];
  readonly publicationId: string | null;
  readonly commitmentId: string;
}

export async function storeDecisions(tx: Tx, decided: readonly Decided[]): Promise<void> {
  await insertRows(tx, 'decision', decided, {
    person_id: ['uuid', ({ personId }) => personId],
    decision_id: ['uuid', ({ decision }) => decision.decisionId],
    purpose: ['text', ({ decision }) => decision.purpose],
    pack_id: ['text', ({ decision }) => decision.outcome.packId],
    pack_version: ['text', ({ decision }) => decision.outcome.packVersion],
    colour: ['text', ({ decision }) => decision.outcome.colour],
    decided_at: ['timestamptz', ({ decision }) => decision.decidedAt],
    outcome: ['jsonb', ({ decision }) => JSON.stringify(decision.outcome)],
    outcome_hash: ['bytea', ({ decision }) => decision.hash],
    fact_ids: ['uuid[]', ({ factIds }) => factIds],
    publication_id: ['uuid', ({ publicationId }) => publicationId],
    commitment_id: ['uuid', ({ commitmentId }) => commitmentId],
  });
  await insertRows(
    tx,
    'current_decision',
    decided,
    {
      person_id: ['uuid', ({ personId }) => personId],
      decision_id: ['uuid', ({ decision }) => decision.decisionId],
      purpose: ['text', ({ decision }) => decision.purpose],
      colour: ['text', ({ decision }) => decision.outcome.colour],
      decided_at: ['timestamptz', ({ decision }) => decision.decidedAt],
      due_at: ['timestamptz', ({ decision }) => decision.dueAt],
    },
    sql`on conflict (person_id) do update
        set decision_id = excluded.decision_id, purpose = excluded.purpose, colour = excluded.colour,
            decided_at = excluded.decided_at, due_at = excluded.due_at`,
  );
}

/** When people whose decision is what it was are looked at next. */
export async function storeDues(
  tx: Tx,
  dues: readonly { readonly personId: string; readonly dueAt: Date }[],
): Promise<void> {
  if (dues.length === 0) return;
  await sql`
    update current_decision set due_at = given.due_at
      from ${rowsOf(dues, { person_id: ['uuid', (due) => due.personId], due_at: ['timestamptz', (due) => due.dueAt] })}
     where current_decision.person_id = given.person_id`.execute(tx);
}

/** What is committed to in the log: the decision as the person was told it. A plain copy, since a log takes JSON and nothing else. */
export function committedValue(decisionId: string, outcome: Decision): JsonValue {
  return JSON.parse(JSON.stringify({ decisionId, outcome })) as JsonValue;
}

/** What a decision committed to in the log, for its proof. */
export async function committedDecision(read: Read, personId: string, decisionId: string) {
  const row = await read
    .selectFrom('decision')
    .select(['commitment_id', 'outcome'])
    .where('person_id', '=', personId)
    .where('decision_id', '=', decisionId)
    .executeTakeFirst();
  return row === undefined
    ? undefined
    : { commitmentId: row.commitment_id, value: committedValue(decisionId, row.outcome as Decision) };
}

/** Has everybody looked at anew at an instant, or those who were decided on for one purpose; who is due earlier stays so. */
export async function dueEverybody(read: Read, at: Date, purpose?: Purpose): Promise<void> {
  let everybody = read
    .updateTable('current_decision')
    .set((e) => ({ due_at: e.fn<Date>('least', ['due_at', e.val(at)]) }));
  if (purpose !== undefined) everybody = everybody.where('purpose', '=', purpose);
  await everybody.execute();
}
