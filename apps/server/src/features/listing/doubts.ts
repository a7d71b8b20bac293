import type { NodeContext } from '../../node-context.ts';
import type { Read } from '../../platform/db.ts';
import { coversDivision } from '../../province.ts';
import { currentFactsOf } from '../facts/index.ts';
import { homesOf } from '../identity/index.ts';
import { linkOf, type Link } from './link.ts';
import type { ListedEntry } from './read-entries.ts';
import type { StoredList } from './stored-list.ts';

/** What is known of somebody on a list, compared with what the list says. */
export interface Looked {
  readonly entry: ListedEntry;
  readonly personId: string;
  readonly home: string | null;
  readonly outside: boolean;
  readonly link: Link;
}

/** Looks at those of a batch whom the node knows, each person once. */
export async function lookAt(
  read: Read,
  { province }: Pick<NodeContext, 'province'>,
  list: StoredList,
  entries: readonly ListedEntry[],
): Promise<Looked[]> {
  const known = new Map(
    entries.flatMap((entry) => (entry.personId === undefined ? [] : [[entry.personId, entry] as const])),
  );
  const personIds = [...known.keys()];
  const homes = await homesOf(read, personIds);
  const facts = await currentFactsOf(read, personIds);
  return personIds.map((personId) => {
    const entry = known.get(personId) as ListedEntry;
    const home = homes.get(personId) ?? null;
    return {
      entry,
      personId,
      home,
      // Who arrives lives elsewhere: what they are compared with is where they have been.
      outside: list.subject.kind !== 'arrivals' && !coversDivision(list.division, belongsTo(province.division, home)),
      link: linkOf(list, entry.details, facts.get(personId) ?? []),
    };
  });
}

/** Whoever lives elsewhere, or nobody knows where, belongs to the province as a whole. */
export function belongsTo(province: string, home: string | null): string {
  return home !== null && coversDivision(province, home) ? home : province;
}
