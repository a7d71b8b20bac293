import type { Read } from '../../platform/db.ts';
import { listsOf, type StoredList } from './stored-list.ts';

/** The lists that count for a person now, each since when. */
export async function listsOn(read: Read, personId: string): Promise<{ list: StoredList; since: Date }[]> {
  const rows = await read
    .selectFrom('listed_person')
    .select(['list_id', 'since'])
    .where('person_id', '=', personId)
    .orderBy('since')
    .execute();
  const lists = await listsOf(
    read,
    rows.map((row) => row.list_id),
  );
  return rows.flatMap(({ list_id: listId, since }) => {
    const list = lists.find((each) => each.list_id === listId && each.state === 'in-force');
    return list === undefined ? [] : [{ list, since }];
  });
}
