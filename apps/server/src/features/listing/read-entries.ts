import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { peopleBehind } from '../identity/index.ts';
import type { EntryDetails } from './entry.ts';

/** Somebody on a list, with the person behind the index where the node knows them. */
export interface ListedEntry {
  readonly subjectIndex: Buffer;
  readonly entryId: string;
  readonly personId: string | undefined;
  /** Known when the preview was made, so that whoever agreed to it has seen what comes of it. */
  readonly foreseen: boolean;
  readonly registeredIn: string | null;
  readonly details: EntryDetails;
}

export type EntryState = 'waiting' | 'applied' | 'held' | 'taken-back';

/** The next entries of a list behind a place in the order of their ids. @param states which of them */
export async function nextEntries(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  listId: string,
  window: { readonly states: readonly EntryState[]; readonly after: string | undefined; readonly limit: number },
): Promise<ListedEntry[]> {
  let query = read
    .selectFrom('list_entry')
    .select(['subject_index', 'entry_id', 'person_id', 'registered_in', 'details_sealed'])
    .where('list_id', '=', listId)
    .where('state', 'in', [...window.states])
    .orderBy('entry_id')
    .limit(window.limit);
  if (window.after !== undefined) query = query.where('entry_id', '>', window.after);
  return withPeople(read, deps, await query.execute());
}

export interface EntryRow {
  readonly subject_index: Buffer;
  readonly entry_id: string;
  readonly person_id: string | null;
  readonly registered_in: string | null;
  readonly details_sealed: Buffer;
}

/** Rows of entries with the people behind them. */
export async function withPeople(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  rows: readonly EntryRow[],
): Promise<ListedEntry[]> {
  const owners = await peopleBehind(
    read,
    rows.filter((row) => row.person_id === null).map((row) => row.subject_index),
  );
  return rows.map((row) => ({
    subjectIndex: row.subject_index,
    entryId: row.entry_id,
    foreseen: row.person_id !== null,
    personId: row.person_id ?? owners.get(row.subject_index.toString('hex')),
    registeredIn: row.registered_in,
    details: JSON.parse(deps.seal.open('list-entry', row.details_sealed)) as EntryDetails,
  }));
}

const batch = 500;

/** All entries of a list in those states, in batches. */
export async function* entriesInBatches(
  read: Read,
  deps: Pick<NodeContext, 'seal'>,
  listId: string,
  states: readonly EntryState[],
): AsyncGenerator<readonly ListedEntry[]> {
  let after: string | undefined;
  for (;;) {
    const entries = await nextEntries(read, deps, listId, { states, after, limit: batch });
    if (entries.length === 0) return;
    yield entries;
    after = entries.at(-1)?.entryId;
  }
}
