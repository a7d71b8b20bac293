import { addSeconds, toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { readEdge } from '../sojourn/index.ts';
import type { DraftedArea, StoredAreaList } from './stored-area-list.ts';

/** A stay in an area counts for some weeks after the area has ended. */
const rememberedSeconds = 60 * 86_400;

/**
 * All that the province announces at an instant: each list until its end, and lately ended ones, which stays still fall into.
 * @param exceptOf a division whose own list is left out
 */
export async function announcedAreas(tx: Tx, now: Date, exceptOf?: string): Promise<DraftedArea[]> {
  let query = tx
    .selectFrom('area_list')
    .select(['areas', 'ends_at'])
    .where('state', '=', 'in-force')
    .where('ends_at', '>', addSeconds(now, -rememberedSeconds))
    .orderBy('area_list_id');
  if (exceptOf !== undefined) query = query.where('division', '!=', exceptOf);
  const lists = await query.execute();
  return lists.flatMap(({ areas, ends_at: endsAt }) => until(areas as StoredAreaList['areas'], endsAt));
}

/** No area outlasts the end that was agreed to. */
function until(areas: StoredAreaList['areas'], endsAt: Date | null): DraftedArea[] {
  if (endsAt === null) return [...areas];
  return areas.map((area) => (readEdge(area.to, 'end') > endsAt.getTime() ? { ...area, to: toEdge(endsAt) } : area));
}
