import type { Fact } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { insertRows, rowsOf } from '../../platform/rows.ts';
import { keepSojourns } from '../sojourn/index.ts';

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

/** What a source said about a person. `kinds` limits the replacement where one source reports several things separately. */
export interface Report {
  readonly personId: string;
  readonly source: Fact['source'];
  readonly receivedAt: Date;
  readonly facts: readonly NewFact[];
  readonly kinds?: readonly Fact['kind'][];
}

/**
 * Stores what sources said now and sets aside what they said before: a source's latest report replaces its earlier ones, nothing is
 * overwritten. Of several reports of one source about one person, each names its kinds.
 */
export async function recordReports(tx: Tx, reports: readonly Report[]): Promise<void> {
  if (reports.length === 0) return;
  // Two reports of one source at once: the second waits here and then sets the first aside; of many, all wait in one order.
  const personIds = reports.map(({ personId }) => personId);
  await sql`
    select person_id from person where person_id = any(${personIds}::uuid[]) order by person_id for no key update`.execute(
    tx,
  );
  const known = reports.map((report) => ({ ...report, reportId: newId(report.receivedAt) }));
  await sql`
    update fact set superseded_by = given.report_id
      from ${rowsOf(known, {
        person_id: ['uuid', (report) => report.personId],
        source: ['text', (report) => report.source],
        kinds: ['text[]', (report) => report.kinds ?? []],
        report_id: ['uuid', (report) => report.reportId],
      })}
     where fact.person_id = given.person_id and fact.source = given.source and superseded_by is null
       and (given.kinds = '{}' or fact.kind = any(given.kinds::text[]))`.execute(tx);
  const facts = known.flatMap(({ reportId, facts: told, ...report }) =>
    told.map((fact, position) => ({
      ...report,
      ...fact,
      factId: position === 0 ? reportId : newId(report.receivedAt),
    })),
  );
  await insertRows(tx, 'fact', facts, {
    person_id: ['uuid', (fact) => fact.personId],
    fact_id: ['uuid', (fact) => fact.factId],
    kind: ['text', (fact) => fact.kind],
    source: ['text', (fact) => fact.source],
    observed_at: ['timestamptz', (fact) => fact.observedAt],
    received_at: ['timestamptz', (fact) => fact.receivedAt],
    data: ['jsonb', (fact) => JSON.stringify(fact.data)],
  });
  await keepSojourns(tx, personIds, facts);
}

/** {@link recordReports} for one report. */
export function recordReport(tx: Tx, report: Report): Promise<void> {
  return recordReports(tx, [report]);
}

/** All facts that stand, as the rules read them. */
export async function currentFacts(read: Read, personId: string): Promise<Fact[]> {
  return (await currentFactsOf(read, [personId])).get(personId) ?? [];
}

/** The facts that stand of each of these people. */
export async function currentFactsOf(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, Fact[]>> {
  const rows = await read
    .selectFrom('fact')
    .select(['person_id', 'fact_id', 'kind', 'source', 'observed_at', 'received_at', 'data'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('superseded_by', 'is', null)
    .orderBy('fact_id')
    .execute();
  const facts = new Map<string, Fact[]>(personIds.map((personId) => [personId, []]));
  for (const row of rows) {
    const fact = {
      id: row.fact_id,
      kind: row.kind,
      source: row.source,
      observedAt: row.observed_at.toISOString(),
      receivedAt: row.received_at.toISOString(),
      data: row.data,
    };
    facts.get(row.person_id)?.push(fact as Fact);
  }
  return facts;
}
