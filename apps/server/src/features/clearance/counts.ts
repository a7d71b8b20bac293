import type { schemas } from '@tongxing/contract';
import type { Read } from '../../platform/db.ts';

/** How many clearances wait for a review, are past its time, were upheld or ended, of those made since then. */
export async function countClearances(
  read: Read,
  since: Date,
  now: Date,
): Promise<schemas.ColouringStatistics['clearances']> {
  const counted = await read
    .selectFrom('clearance')
    .select((e) => {
      const of = (state: string) => e.fn.countAll<string>().filterWhere('state', '=', state);
      return [
        of('to-review').as('waiting'),
        of('to-review').filterWhere('review_by', '<=', now).as('overdue'),
        of('upheld').as('upheld'),
        of('ended').as('ended'),
      ];
    })
    .where('cleared_at', '>=', since)
    .executeTakeFirstOrThrow();
  const { waiting, overdue, upheld, ended } = counted;
  return { toReview: Number(waiting), overdue: Number(overdue), upheld: Number(upheld), ended: Number(ended) };
}
