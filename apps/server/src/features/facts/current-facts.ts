import type { Fact } from '@tongxing/rules';
import { sql } from 'kysely';
import type { Read } from '../../platform/db.ts';
import { contentOf, withinAnswer } from './fact.ts';
import { reportsOf, type SourceReport } from './source-report.ts';

/** All that stands of a person, as the rules read it: what each source has last reported, then the facts. */
export async function currentFacts(read: Read, personId: string): Promise<Fact[]> {
  return (await currentFactsOf(read, [personId])).get(personId) ?? [];
}

/** {@link currentFacts} of each of these people. */
export async function currentFactsOf(read: Read, personIds: readonly string[]): Promise<ReadonlyMap<string, Fact[]>> {
  const reports = await reportsOf(read, personIds);
  const rows = await read
    .selectFrom('fact')
    .select(['person_id', 'fact_id', 'kind', 'source', 'within', 'observed_at', 'received_at', 'data'])
    .where('person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .where('superseded_by', 'is', null)
    .orderBy('fact_id')
    .execute();
  const byPerson = Map.groupBy(rows, (row) => row.person_id);
  return new Map(
    personIds.map((personId) => [
      personId,
      [...[...(reports.get(personId)?.values() ?? [])].map(factOfReport), ...toldOnce(byPerson.get(personId) ?? [])],
    ]),
  );
}

/** The facts of these ids, in that order, whether they still stand or not; one that is not hers, or is gone, is left out. */
export async function factsByIds(read: Read, personId: string, ids: readonly string[]): Promise<Fact[]> {
  const rows = await read
    .selectFrom('fact')
    .select(['fact_id', 'kind', 'source', 'within', 'observed_at', 'received_at', 'data'])
    .where('person_id', '=', personId)
    .where('fact_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  const byId = new Map(rows.map((row) => [row.fact_id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [factOfRow(row)];
  });
}

/** A report in the form in which rules and decisions know it. */
export function factOfReport({ id, source, observedAt, receivedAt, period }: SourceReport): Fact {
  const data = { source, window: period };
  return {
    id,
    kind: 'source-report',
    source,
    data,
    observedAt: observedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  };
}

export interface FactRow {
  readonly fact_id: string;
  readonly kind: string;
  readonly source: string;
  readonly within: string;
  readonly observed_at: Date;
  readonly received_at: Date;
  readonly data: unknown;
}

export function factOfRow(row: FactRow): Fact {
  return {
    id: row.fact_id,
    kind: row.kind as Fact['kind'],
    source: row.source as Fact['source'],
    observedAt: row.observed_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    data: row.data,
  };
}

/**
 * A result that a laboratory has sent and also answers when it is asked is one result: one test must not count as two. It is the fact it
 * was first.
 */
function toldOnce(rows: readonly FactRow[]): Fact[] {
  if (rows.every(({ within }) => within === withinAnswer)) return rows.map(factOfRow);
  const first = new Map<string, FactRow>();
  for (const row of rows) {
    const content = `${row.source} ${contentOf(row)}`;
    const known = first.get(content);
    if (known === undefined || row.received_at < known.received_at) first.set(content, row);
  }
  const kept = new Set(first.values());
  return rows.filter((row) => kept.has(row)).map(factOfRow);
}
