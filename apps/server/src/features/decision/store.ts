import type { Decision } from '@tongxing/rules';
import type { Read, Tx } from '../../platform/db.ts';
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
  const row = await read
    .selectFrom('current_decision')
    .innerJoin('decision', (join) =>
      join
        .onRef('decision.person_id', '=', 'current_decision.person_id')
        .onRef('decision.decision_id', '=', 'current_decision.decision_id'),
    )
    .select(['decision.decision_id', 'decision.purpose', 'outcome', 'outcome_hash', 'decision.decided_at', 'due_at'])
    .where('current_decision.person_id', '=', personId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    decisionId: row.decision_id,
    purpose: row.purpose as Purpose,
    outcome: row.outcome as Decision,
    hash: row.outcome_hash,
    decidedAt: row.decided_at,
    dueAt: row.due_at,
  };
}

/** The current decision, with the person locked: two jobs for one person decide one after the other. */
export async function lockCurrent(tx: Tx, personId: string): Promise<CurrentDecision | undefined> {
  await tx
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return currentDecision(tx, personId);
}

export async function storeDecision(
  tx: Tx,
  personId: string,
  decision: CurrentDecision,
  inputs: { factIds: string[]; publicationId: string | null; commitmentId: string },
): Promise<void> {
  const { outcome } = decision;
  await tx
    .insertInto('decision')
    .values({
      person_id: personId,
      decision_id: decision.decisionId,
      purpose: decision.purpose,
      pack_id: outcome.packId,
      pack_version: outcome.packVersion,
      colour: outcome.colour,
      decided_at: decision.decidedAt,
      outcome: JSON.stringify(outcome),
      outcome_hash: decision.hash,
      fact_ids: inputs.factIds,
      publication_id: inputs.publicationId,
      commitment_id: inputs.commitmentId,
    })
    .execute();
  const current = {
    decision_id: decision.decisionId,
    purpose: decision.purpose,
    colour: outcome.colour,
    decided_at: decision.decidedAt,
    due_at: decision.dueAt,
  };
  await tx
    .insertInto('current_decision')
    .values({ person_id: personId, ...current })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(current))
    .execute();
}

export async function storeDue(tx: Tx, personId: string, dueAt: Date | null): Promise<void> {
  await tx.updateTable('current_decision').set({ due_at: dueAt }).where('person_id', '=', personId).execute();
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
