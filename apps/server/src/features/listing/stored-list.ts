import type { schemas } from '@tongxing/contract';
import type { Selectable } from 'kysely';
import { requireDivision } from '../../division-scope.ts';
import type { ColourListTable } from '../../platform/database.ts';
import type { Read, Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';

/** A list as it is stored, with what it says of everybody on it. */
export interface StoredList extends Omit<Selectable<ColourListTable>, 'subject' | 'preview'> {
  readonly subject: schemas.ListSubject;
  readonly preview: schemas.ListPreview | null;
}

function readRow(row: Selectable<ColourListTable>): StoredList {
  return {
    ...row,
    subject: row.subject as schemas.ListSubject,
    preview: row.preview as schemas.ListPreview | null,
  };
}

/** The list, held until the transaction ends. */
export async function lockList(tx: Tx, listId: string): Promise<StoredList | undefined> {
  const row = await tx
    .selectFrom('colour_list')
    .selectAll()
    .where('list_id', '=', listId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : readRow(row);
}

/** @throws Refusal not-found, also for a list of another division */
export async function requireList(tx: Tx, staff: StaffPrincipal, listId: string): Promise<StoredList> {
  const list = await lockList(tx, listId);
  if (list === undefined) throw new Refusal('not-found');
  requireDivision(staff, list.division, 'not-found');
  return list;
}

/** @throws Refusal not-found, list-not-a-draft */
export async function requireDraft(tx: Tx, staff: StaffPrincipal, listId: string): Promise<StoredList> {
  const list = await requireList(tx, staff, listId);
  if (list.state !== 'draft') throw new Refusal('list-not-a-draft');
  return list;
}

/** Lists of some ids, in no order. */
export async function listsOf(read: Read, listIds: readonly string[]): Promise<StoredList[]> {
  if (listIds.length === 0) return [];
  const rows = await read
    .selectFrom('colour_list')
    .selectAll()
    .where('list_id', 'in', [...listIds])
    .execute();
  return rows.map(readRow);
}
