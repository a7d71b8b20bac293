import type { NodeContext } from '../../node-context.ts';
import { dayOf } from '../../platform/clock.ts';
import { ageOf, type Measure } from '../../platform/measure.ts';

export function codeMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  return [
    {
      name: 'tongxing.status.list.age',
      async read(now) {
        const { at } = await db
          .selectFrom('status_shard')
          .select((e) => e.fn.min('issued_at').as('at'))
          .where('validity_day', '>=', dayOf(now))
          .executeTakeFirstOrThrow();
        return ageOf(at, now);
      },
    },
  ];
}
