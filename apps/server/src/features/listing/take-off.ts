import { sql } from 'kysely';
import type { ListKind } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { coversDivision } from '../../province.ts';
import { indexesOf, peopleBehind } from '../identity/index.ts';
import { takeBack } from './apply.ts';
import { withPeople, type ListedEntry } from './read-entries.ts';
import { lockList, type StoredList } from './stored-list.ts';

/** Somebody of whom what a list says no longer holds. */
export interface Released {
  /** Blind index of the document that names them. */
  readonly documentIndex: Buffer;
  /** Is it this list that they are released from? @param since when it began for them by the list */
  readonly fits: (subject: StoredList['subject'], since: Date, isKnown: boolean) => boolean;
}

type Deps = Pick<NodeContext, 'clock' | 'seal'>;

/**
 * Takes people off the lists of a kind that are in force, of this division and below: one person's word suffices, as for a whole list.
 * Also those who have not registered yet: the list will not apply to them. Answers the documents, in hexadecimal, of whom it took off.
 */
export async function takeOff(
  tx: Tx,
  deps: Deps,
  { kind, division }: { readonly kind: ListKind; readonly division: string },
  released: readonly Released[],
): Promise<ReadonlySet<string>> {
  const named = await namesOf(tx, released);
  const listIds = await listsNaming(tx, kind, [...named.keys()]);
  const off = new Set<string>();
  for (const listId of listIds) {
    const list = await lockList(tx, listId);
    if (list?.state !== 'in-force' || !coversDivision(division, list.division)) continue;
    const entries = await entriesNamed(tx, deps, listId, [...named.keys()]);
    const released = entries.filter((entry) => {
      const { fits } = named.get(hex(entry.subjectIndex)) as Released;
      return fits(list.subject, new Date(entry.details.since), entry.personId !== undefined);
    });
    await takeBack(tx, deps, list, released);
    for (const { subjectIndex } of released) off.add(hex(named.get(hex(subjectIndex))!.documentIndex));
  }
  return off;
}

const hex = (index: Buffer) => index.toString('hex');

/** Under every index that the same people can be on a list: whoever is known may be listed by another document or a phone. */
async function namesOf(tx: Tx, released: readonly Released[]): Promise<ReadonlyMap<string, Released>> {
  const owners = await peopleBehind(
    tx,
    released.map(({ documentIndex }) => documentIndex),
  );
  const named = new Map(released.map((each) => [hex(each.documentIndex), each]));
  for (const each of released) {
    const personId = owners.get(hex(each.documentIndex));
    if (personId === undefined) continue;
    for (const index of await indexesOf(tx, personId)) named.set(hex(index), each);
  }
  return named;
}

async function listsNaming(tx: Tx, kind: ListKind, indexes: readonly string[]): Promise<string[]> {
  const named = await tx
    .selectFrom('listed_subject')
    .select('list_id')
    .distinct()
    .where('subject_index', '=', anyOf(indexes))
    .execute();
  const lists = await tx
    .selectFrom('colour_list')
    .select('list_id')
    .where('list_id', '=', sql<string>`any(${named.map((row) => row.list_id)}::uuid[])`)
    .where('kind', '=', kind)
    .where('state', '=', 'in-force')
    .orderBy('list_id')
    .execute();
  return lists.map((row) => row.list_id);
}

async function entriesNamed(tx: Tx, deps: Deps, listId: string, indexes: readonly string[]): Promise<ListedEntry[]> {
  const rows = await tx
    .selectFrom('list_entry')
    .select(['subject_index', 'entry_id', 'person_id', 'registered_in', 'details_sealed'])
    .where('list_id', '=', listId)
    .where('subject_index', '=', anyOf(indexes))
    .where('state', 'in', ['waiting', 'applied', 'held'])
    .execute();
  return withPeople(tx, deps, rows);
}

const anyOf = (indexes: readonly string[]) =>
  sql<Buffer>`any(${indexes.map((index) => Buffer.from(index, 'hex'))}::bytea[])`;
