import type { Fact } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { insertRows } from '../../platform/rows.ts';
import { type NewFact, usualPeriod } from './fact.ts';

/** That a source has told all it knows of a person, when it observed that, and when the node learned it. */
export interface SourceReport {
  readonly id: string;
  readonly source: Fact['source'];
  readonly observedAt: Date;
  readonly receivedAt: Date;
  /** How far back it reaches: an ISO 8601 duration. */
  readonly period: string;
}

export interface NewReport extends Omit<SourceReport, 'id'> {
  readonly personId: string;
}

/** The report that an answer is, by what it says of itself, else by the first fact in it. */
export function newReport(answer: {
  readonly personId: string;
  readonly source: Fact['source'];
  readonly receivedAt: Date;
  readonly facts: readonly NewFact[];
}): NewReport {
  const { personId, source, receivedAt, facts } = answer;
  const told = facts.find(({ kind }) => kind === 'source-report');
  const { window: period = usualPeriod } = (told?.data ?? {}) as { window?: string };
  return { personId, source, receivedAt, observedAt: (told ?? facts[0])?.observedAt ?? receivedAt, period };
}

/** One report for each person and source; a later one takes its place under the same id. */
export async function storeReports(tx: Tx, reports: readonly NewReport[]): Promise<void> {
  const latest = [...new Map(reports.map((report) => [`${report.personId} ${report.source}`, report])).values()];
  await insertRows(
    tx,
    'source_report',
    latest,
    {
      person_id: ['uuid', ({ personId }) => personId],
      source: ['text', ({ source }) => source],
      report_id: ['uuid', ({ receivedAt }) => newId(receivedAt)],
      observed_at: ['timestamptz', ({ observedAt }) => observedAt],
      received_at: ['timestamptz', ({ receivedAt }) => receivedAt],
      period: ['text', ({ period }) => period],
    },
    sql`on conflict (person_id, source) do update
        set observed_at = excluded.observed_at, received_at = excluded.received_at, period = excluded.period`,
  );
}

/**
 * The latest report of each source about each of these people, by person and source. A source that delivers complete lists has
 * reported on everybody at the instant of its last one.
 */
export async function reportsOf(
  read: Read,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, SourceReport>>> {
  const rows = await read
    .selectFrom('source_report')
    .leftJoin('undertaking', (join) =>
      join
        .onRef('undertaking.person_id', '=', 'source_report.person_id')
        .onRef('undertaking.source', '=', 'source_report.source'),
    )
    .leftJoin('teller', 'teller.teller', 'undertaking.teller')
    .selectAll('source_report')
    // The silence of one that tells of every change is its word, for as long as it has undertaken to.
    .select(sql<Date>`greatest(source_report.received_at, least(teller.heard_at, undertaking.until))`.as('kept_at'))
    .where('source_report.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('source_report.source')
    .execute();
  const complete = await completeReports(read);
  const ofAll = new Map(personIds.map((personId) => [personId, new Map(complete)]));
  for (const row of rows) {
    const ofPerson = ofAll.get(row.person_id);
    const whole = ofPerson?.get(row.source);
    if (ofPerson === undefined || (whole !== undefined && whole.receivedAt >= row.kept_at)) continue;
    ofPerson.set(row.source, {
      id: row.report_id,
      source: row.source as Fact['source'],
      observedAt: row.observed_at,
      receivedAt: row.kept_at,
      period: row.period,
    });
  }
  return ofAll;
}

async function completeReports(read: Read): Promise<[string, SourceReport][]> {
  const rows = await read
    .selectFrom('source_state')
    .select(['source', 'complete_at', 'complete_report_id'])
    .where('complete_at', 'is not', null)
    .orderBy('source')
    .execute();
  return rows.map(({ source, complete_at: at, complete_report_id: id }) => [
    source,
    { id: id!, source: source as Fact['source'], observedAt: at!, receivedAt: at!, period: usualPeriod },
  ]);
}

/** A source has delivered a complete list, of that instant: everybody's report of it is at least that fresh. */
export async function noteCompleteList(tx: Tx, source: Fact['source'], at: Date): Promise<void> {
  await tx
    .insertInto('source_state')
    .values({ source, last_answer_at: at, complete_at: at, complete_report_id: newId(at) })
    .onConflict((conflict) =>
      conflict.column('source').doUpdateSet((e) => ({
        last_answer_at: e.ref('excluded.last_answer_at'),
        complete_at: e.fn<Date>('greatest', ['source_state.complete_at', 'excluded.complete_at']),
        complete_report_id: e.fn.coalesce('source_state.complete_report_id', 'excluded.complete_report_id'),
        paused_until: null,
      })),
    )
    .execute();
}
