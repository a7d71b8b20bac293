import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';
import { redecide } from '../decision/index.ts';
import { recordStatements } from '../facts/index.ts';
import { tellOrders } from '../notification/index.ts';
import { lookAt, type Looked } from './doubts.ts';
import { factOf } from './fact.ts';
import { groundOf, officeOf } from './office.ts';
import type { EntryState, ListedEntry } from './read-entries.ts';
import type { StoredList } from './stored-list.ts';

export type ApplyDeps = Pick<NodeContext, 'clock' | 'seal' | 'province' | 'divisions'>;

/**
 * Lets a list count for those of these entries whom the node knows. Whoever was known when the preview was made counts at once: two
 * people have seen what comes of it. Whoever registered later counts only if some stay of theirs fits the places of the list: without
 * an itinerary they wait for it, and with one that has nothing to do with the list they are held back for people to look at.
 */
export async function applyEntries(
  tx: Tx,
  deps: ApplyDeps,
  list: StoredList,
  entries: readonly ListedEntry[],
): Promise<void> {
  const looked = await lookAt(tx, deps, list, entries);
  const counting = looked.filter((each) => counts(list, each));
  await setState(tx, list.list_id, entriesOf(entries, counting), 'applied');
  const held = looked.filter((each) => !counts(list, each) && each.link === 'none');
  await setState(tx, list.list_id, entriesOf(entries, held), 'held');
  await state(tx, deps, list, counting);
}

function counts(list: StoredList, { entry, link }: Looked): boolean {
  return entry.foreseen || link === 'linked' || list.subject.kind === 'posts';
}

async function state(tx: Tx, deps: ApplyDeps, list: StoredList, counting: readonly Looked[]): Promise<void> {
  if (counting.length === 0) return;
  const now = deps.clock.now();
  await recordStatements(
    tx,
    counting.map(({ personId, entry }) => ({
      ...placeOf(list, personId),
      receivedAt: now,
      fact: factOf(list, entry.details),
    })),
  );
  await insertRows(
    tx,
    'listed_person',
    counting,
    {
      person_id: ['uuid', ({ personId }) => personId],
      list_id: ['uuid', () => list.list_id],
      since: ['timestamptz', () => now],
    },
    sql`on conflict do nothing`,
  );
  const people = counting.map(({ personId }) => personId);
  const order = {
    kind: 'colour-by-list' as const,
    orderId: list.list_id,
    ground: groundOf('colour-list', list.ground),
    documentNumber: list.document_number,
    office: officeOf(deps, list.division),
    until: list.ends_at,
  };
  await tellOrders(
    tx,
    deps,
    people.map((personId) => ({ ...order, personId })),
  );
  await redecide(tx, people);
}

/** Takes back what a list said of these entries. */
export async function takeBack(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  list: StoredList,
  entries: readonly ListedEntry[],
): Promise<void> {
  const people = [...new Set(entries.flatMap(({ personId }) => personId ?? []))];
  const receivedAt = deps.clock.now();
  await recordStatements(
    tx,
    people.map((personId) => ({ ...placeOf(list, personId), receivedAt, fact: null })),
  );
  await tx
    .deleteFrom('listed_person')
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .where('list_id', '=', list.list_id)
    .execute();
  await setState(tx, list.list_id, entries, 'taken-back');
  await redecide(tx, people);
}

/** One fact for each list and person, however often they are on it. */
function placeOf({ list_id: listId }: StoredList, personId: string) {
  return { personId, source: 'control-office' as const, within: `list:${listId}`, key: 'listed' };
}

function entriesOf(entries: readonly ListedEntry[], looked: readonly Looked[]): ListedEntry[] {
  const people = new Set(looked.map(({ personId }) => personId));
  return entries.filter(({ personId }) => personId !== undefined && people.has(personId));
}

async function setState(tx: Tx, listId: string, entries: readonly ListedEntry[], to: EntryState): Promise<void> {
  if (entries.length === 0) return;
  const indexes = entries.map(({ subjectIndex }) => subjectIndex);
  await tx
    .updateTable('list_entry')
    .set({ state: to })
    .where('list_id', '=', listId)
    .where('subject_index', '=', sql<Buffer>`any(${indexes}::bytea[])`)
    .execute();
}
