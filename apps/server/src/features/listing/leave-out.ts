import { sql } from 'kysely';
import { transact } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { lookAt } from './doubts.ts';
import { changeEntries, type DraftDeps } from './draft.ts';
import { entriesInBatches } from './read-entries.ts';
import { requireDraft } from './stored-list.ts';

/** Takes off a draft whom the preview doubts. @throws Refusal not-found, list-not-a-draft */
export function leaveOut(
  deps: DraftDeps,
  staff: StaffPrincipal,
  listId: string,
  which: 'outside-division' | 'without-link',
): Promise<{ listId: string; entries: number; leftOut: number }> {
  return transact(deps.db, async (tx) => {
    const list = await requireDraft(tx, staff, listId);
    const doubted: Buffer[] = [];
    for await (const entries of entriesInBatches(tx, deps, listId, ['waiting'])) {
      const looked = await lookAt(tx, deps, list, entries);
      const out = looked.filter((each) => (which === 'outside-division' ? each.outside : each.link === 'none'));
      const people = new Set(out.map(({ personId }) => personId));
      doubted.push(
        ...entries
          .filter(({ personId }) => personId !== undefined && people.has(personId))
          .map(({ subjectIndex }) => subjectIndex),
      );
    }
    const these = sql<Buffer>`any(${doubted}::bytea[])`;
    await tx.deleteFrom('list_entry').where('list_id', '=', listId).where('subject_index', '=', these).execute();
    await tx.deleteFrom('listed_subject').where('list_id', '=', listId).where('subject_index', '=', these).execute();
    const { entries } = await changeEntries(tx, listId, -doubted.length);
    return { listId, entries, leftOut: doubted.length };
  });
}
