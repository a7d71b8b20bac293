import type { Fact } from '@tongxing/rules';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';

/** A fact before it is stored: what is known, by whom it was said, when it was so. */
export interface NewFact {
  readonly kind: Fact['kind'];
  readonly observedAt: Date;
  readonly data: unknown;
}

/** That a source was asked and knows of nothing is a fact too: without it, silence could not be told from ignorance. */
export function reported(source: Fact['source'], observedAt: Date, facts: readonly NewFact[]): NewFact[] {
  return [{ kind: 'source-report', observedAt, data: { source, window: 'P14D' } }, ...facts];
}

/**
 * Stores what a source said now and sets aside what it said before: a source's latest report replaces its earlier ones, nothing is
 * overwritten. `kinds` limits the replacement where one source reports several things separately.
 */
export async function recordReport(
  tx: Tx,
  report: {
    readonly personId: string;
    readonly source: Fact['source'];
    readonly receivedAt: Date;
    readonly facts: readonly NewFact[];
    readonly kinds?: readonly string[];
  },
): Promise<void> {
  const { personId, source, receivedAt, facts } = report;
  // Two reports of one source at once: the second waits here and then sets the first aside.
  await tx
    .selectFrom('person')
    .select('person_id')
    .where('person_id', '=', personId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const reportId = newId(receivedAt);
  let earlier = tx
    .updateTable('fact')
    .set({ superseded_by: reportId })
    .where('person_id', '=', personId)
    .where('source', '=', source)
    .where('superseded_by', 'is', null);
  if (report.kinds !== undefined) earlier = earlier.where('kind', 'in', [...report.kinds]);
  await earlier.execute();
  if (facts.length === 0) return;
  await tx
    .insertInto('fact')
    .values(
      facts.map((fact, position) => ({
        person_id: personId,
        fact_id: position === 0 ? reportId : newId(receivedAt),
        kind: fact.kind,
        source,
        observed_at: fact.observedAt,
        received_at: receivedAt,
        data: JSON.stringify(fact.data),
      })),
    )
    .execute();
}

/** All facts that stand, as the rules read them. */
export async function currentFacts(read: Read, personId: string): Promise<Fact[]> {
  const rows = await read
    .selectFrom('fact')
    .selectAll()
    .where('person_id', '=', personId)
    .where('superseded_by', 'is', null)
    .orderBy('fact_id')
    .execute();
  return rows.map(
    (row) =>
      ({
        id: row.fact_id,
        kind: row.kind,
        source: row.source,
        observedAt: row.observed_at.toISOString(),
        receivedAt: row.received_at.toISOString(),
        data: row.data,
      }) as Fact,
  );
}
