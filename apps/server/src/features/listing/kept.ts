import { sql, type SqlBool } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import type { KeptRows } from '../retention/index.ts';

/** Lists that are over. Whoever was on one has been forgotten when it ended: what is kept is who coloured how many, and on what paper. */
export const keptLists: KeptRows = {
  name: 'colour-lists',
  period: 'approvalDays',
  oldest: (read) => oldest(read, over, closedAt),
  destroy: (tx, before) => destroy(tx, sql`${over} and ${closedAt} < ${before}`),
};

/** Drafts that nobody has proposed, with everybody on them: they have coloured nobody. */
export const keptDrafts: KeptRows = {
  name: 'colour-list-drafts',
  period: 'draftDays',
  oldest: (read) => oldest(read, draft, draftedAt),
  destroy: (tx, before) => destroy(tx, sql`${draft} and ${draftedAt} < ${before}`),
};

const over = sql<SqlBool>`state in ('not-approved', 'withdrawn', 'ended')`;
const draft = sql<SqlBool>`state = 'draft'`;
/** A proposal that was not approved has no end of its own. */
const closedAt = sql<Date>`coalesce(closed_at, drafted_at)`;
const draftedAt = sql<Date>`drafted_at`;

async function oldest(read: Read, which: typeof over, at: typeof closedAt): Promise<Date | null> {
  const found = await read
    .selectFrom('colour_list')
    .select((e) => e.fn.min<Date | null>(at).as('oldest'))
    .where(which)
    .executeTakeFirstOrThrow();
  return found.oldest;
}

async function destroy(tx: Tx, which: typeof over): Promise<number> {
  const old = tx.selectFrom('colour_list').select('list_id').where(which);
  for (const table of ['list_preview_read', 'listed_subject', 'list_entry'] as const) {
    await tx.deleteFrom(table).where('list_id', 'in', old).execute();
  }
  const { numDeletedRows } = await tx.deleteFrom('colour_list').where(which).executeTakeFirst();
  return Number(numDeletedRows);
}
