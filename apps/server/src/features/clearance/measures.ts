import type { NodeContext } from '../../node-context.ts';
import { count, type Measure } from '../../platform/measure.ts';

export function clearanceMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  const late = (now: Date) => db.selectFrom('clearance').where('state', '=', 'to-review').where('review_by', '<=', now);
  return [{ name: 'tongxing.clearances.unreviewed', read: (now) => count(late(now)) }];
}
