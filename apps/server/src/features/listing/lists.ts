import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';

/** The newest 200 lists of a division and below. */
export async function listLists(
  { db }: Pick<NodeContext, 'db'>,
  { division }: StaffPrincipal,
): Promise<schemas.ColourList[]> {
  const rows = await db
    .selectFrom('colour_list')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(division)}%`)
    .orderBy('drafted_at', 'desc')
    .limit(200)
    .execute();
  const listIds = rows.map((row) => row.list_id);
  const counts = await db
    .selectFrom('list_entry')
    .select((e) => ['list_id', 'state', e.fn.countAll<string>().as('count')])
    .where('list_id', '=', sql<string>`any(${listIds}::uuid[])`)
    .groupBy(['list_id', 'state'])
    .execute();
  const count = (listId: string, state: string) =>
    Number(counts.find((row) => row.list_id === listId && row.state === state)?.count ?? 0);
  return rows.map((row) => ({
    listId: row.list_id,
    kind: row.kind as schemas.ColourList['kind'],
    division: row.division,
    ground: row.ground,
    documentNumber: row.document_number,
    entries: row.entries,
    state: row.state as schemas.ListState,
    endsAt: toEdge(row.ends_at),
    inForceAt: toEdgeOrNull(row.in_force_at),
    applied: count(row.list_id, 'applied'),
    held: count(row.list_id, 'held'),
  }));
}
