import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import { countClearances } from '../clearance/index.ts';
import { groundOf, publicLists, publicStops } from '../listing/index.ts';

const reachSeconds = 90 * 86_400;

/** Who colours how many people, where, why, on what paper and until when, and what was stopped: for everybody to read. */
export async function colouringStatistics({
  db,
  clock,
}: Pick<NodeContext, 'db' | 'clock'>): Promise<schemas.ColouringStatistics> {
  const now = clock.now();
  const since = addSeconds(now, -reachSeconds);
  return {
    lists: await publicLists(db, since),
    manualColours: await countManual(db, since),
    clearances: await countClearances(db, since, now),
    stopped: await publicStops(db, since),
  };
}

/** By city: in a county a single person could be found by the ground. */
async function countManual(read: Read, since: Date): Promise<schemas.ColouringStatistics['manualColours']> {
  const rows = await read
    .selectFrom('manual_colour')
    .select((e) => [
      e.fn<string>('left', ['division', e.val(4)]).as('city'),
      'ground',
      'colour',
      e.fn.countAll<string>().as('total'),
      e.fn.countAll<string>().filterWhere('state', '=', 'in-force').as('standing'),
    ])
    .where('since', '>=', since)
    .groupBy(['city', 'ground', 'colour'])
    .orderBy('city')
    .orderBy('ground')
    .orderBy('colour')
    .execute();
  return rows.map(({ city, ground, colour, total, standing }) => ({
    division: `${city}00`,
    ground,
    groundName: groundOf('manual-colour', ground),
    colour: colour as 'yellow' | 'red',
    inForce: Number(standing),
    total: Number(total),
  }));
}
