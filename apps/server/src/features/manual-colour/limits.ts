import type { NodeContext } from '../../node-context.ts';
import { dayOf, startOfDay } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { lockStaff } from '../staff/index.ts';

/**
 * Has this member of staff, or the province, proposed as many colours by hand today as a day may have? One by one is for single people:
 * whoever has a group has a list, with its preview. What was rejected counts like the rest. The account is locked, so that proposals of
 * one moment are counted one after the other.
 */
export async function isBeyondLimit(
  tx: Tx,
  { clock, province }: Pick<NodeContext, 'clock' | 'province'>,
  staffId: string,
): Promise<boolean> {
  await lockStaff(tx, staffId);
  const { perOfficerPerDay, perDay } = province.manualColour;
  const { mine, all } = await tx
    .selectFrom('manual_colour')
    .select((e) => [
      e.fn.countAll<string>().as('all'),
      e.fn.countAll<string>().filterWhere('proposed_by', '=', staffId).as('mine'),
    ])
    .where('proposed_at', '>=', startOfDay(dayOf(clock.now())))
    .executeTakeFirstOrThrow();
  return Number(mine) >= perOfficerPerDay || Number(all) >= perDay;
}
