import { sql } from 'kysely';
import { keptTable } from '../retention/index.ts';

const parts = { key: 'list_id', tables: ['list_preview_read', 'listed_subject', 'list_entry'] } as const;

/** Lists that are over. Whoever was on one has been forgotten when it ended: what is kept is who coloured how many, and on what paper. */
export const keptLists = keptTable({
  name: 'colour-lists',
  period: 'approvalDays',
  table: 'colour_list',
  // A proposal that was not approved has no end of its own.
  since: sql`coalesce(closed_at, drafted_at)`,
  over: sql`state in ('not-approved', 'withdrawn', 'ended')`,
  parts,
});

/** Drafts that nobody has proposed, with everybody on them: they have coloured nobody. */
export const keptDrafts = keptTable({
  name: 'colour-list-drafts',
  period: 'draftDays',
  table: 'colour_list',
  since: sql`drafted_at`,
  over: sql`state = 'draft'`,
  parts,
});
