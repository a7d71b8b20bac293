import type { Tx } from '../../platform/db.ts';
import { indexesOf } from '../identity/index.ts';
import { sql } from 'kysely';
import { applyEntries, type ApplyDeps } from './apply.ts';
import { withPeople } from './read-entries.ts';
import { lockList } from './stored-list.ts';

/** Somebody has declared who may be on a list that was made before the node knew them: the lists in force are looked at anew. */
export async function applyListsTo(tx: Tx, deps: ApplyDeps, personId: string): Promise<void> {
  const indexes = await indexesOf(tx, personId);
  const these = sql<Buffer>`any(${indexes}::bytea[])`;
  const listed = await tx
    .selectFrom('listed_subject')
    .select('list_id')
    .distinct()
    .where('subject_index', '=', these)
    .orderBy('list_id')
    .execute();
  for (const { list_id: listId } of listed) {
    const list = await lockList(tx, listId);
    if (list?.state !== 'in-force') continue;
    const rows = await tx
      .selectFrom('list_entry')
      .select(['subject_index', 'entry_id', 'person_id', 'registered_in', 'details_sealed'])
      .where('list_id', '=', listId)
      .where('subject_index', '=', these)
      .where('state', 'in', ['waiting', 'held'])
      .execute();
    if (rows.length > 0) await applyEntries(tx, deps, list, await withPeople(tx, deps, rows));
  }
}
