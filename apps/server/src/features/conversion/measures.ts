import type { NodeContext } from '../../node-context.ts';
import { ageOf, type Measure } from '../../platform/measure.ts';
import { openStates } from './states.ts';

export function conversionMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  return [
    {
      name: 'tongxing.conversions.open',
      async read() {
        const rows = await db
          .selectFrom('conversion')
          .select((e) => ['state', e.fn.countAll<number>().as('rows')])
          .where('state', 'in', [...openStates])
          .groupBy('state')
          .execute();
        // A state that nobody is in is told too: an alert must see it fall to nothing.
        return openStates.map((state) => ({
          value: rows.find((row) => row.state === state)?.rows ?? 0,
          attributes: { state },
        }));
      },
    },
    {
      name: 'tongxing.conversions.oldest',
      async read(now) {
        const { at } = await db
          .selectFrom('conversion')
          .select((e) => e.fn.min('submitted_at').as('at'))
          .where('state', 'in', [...openStates])
          .executeTakeFirstOrThrow();
        return at === null ? [{ value: 0 }] : ageOf(at, now);
      },
    },
  ];
}
