import type { Read } from '../../platform/db.ts';
import { currentFactsOf } from '../facts/index.ts';
import type { StatementRow } from './statement.ts';

export function isDischarge({ kind, data }: Pick<StatementRow, 'kind' | 'data'>): boolean {
  return kind === 'case-state' && data?.['state'] === 'discharged';
}

/**
 * Of those whom these rows discharge, who is a case. In some provinces a discharge is followed by a time of yellow: of somebody who never
 * was a case it would be an accusation by one upload, and it waits like what is said of a stranger.
 */
export async function casesAmong(
  read: Read,
  rows: readonly StatementRow[],
  owners: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const people = rows.filter(isDischarge).flatMap((row) => owners.get(row.documentIndex.toString('hex')) ?? []);
  if (people.length === 0) return new Set();
  const facts = await currentFactsOf(read, [...new Set(people)]);
  const isCase = (personId: string) =>
    (facts.get(personId) ?? []).some(
      ({ kind, data }) => kind === 'case-state' && (data as { state?: unknown }).state !== 'none',
    );
  return new Set(people.filter(isCase));
}
