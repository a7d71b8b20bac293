import type { NodeContext } from '../../node-context.ts';
import { dayOf, startOfDay } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import type { StoredList } from './stored-list.ts';

type Deps = Pick<NodeContext, 'clock' | 'province'>;

/**
 * Does a list colour more people than a division may by itself: in this list, by the lists of its officer that took effect today, or by
 * all lists of the day together? Then its approver has to be one of the whole province. People not known yet count like the others.
 */
export async function needsProvince(read: Read, deps: Deps, list: StoredList): Promise<boolean> {
  const { peoplePerList, peoplePerOfficerPerDay, peoplePerDay } = deps.province.listing;
  if (list.entries > peoplePerList) return true;
  const today = startOfDay(dayOf(deps.clock.now()));
  const { mine, all } = await read
    .selectFrom('colour_list')
    .select((e) => [
      e.fn.coalesce(e.fn.sum<string>('entries'), e.val('0')).as('all'),
      e.fn.coalesce(e.fn.sum<string>('entries').filterWhere('drafted_by', '=', list.drafted_by), e.val('0')).as('mine'),
    ])
    .where('in_force_at', '>=', today)
    .executeTakeFirstOrThrow();
  return Number(mine) + list.entries > peoplePerOfficerPerDay || Number(all) + list.entries > peoplePerDay;
}
