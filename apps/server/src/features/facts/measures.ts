import type { NodeContext } from '../../node-context.ts';
import { ageOf, type Measure } from '../../platform/measure.ts';

export function factMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  return [
    {
      name: 'tongxing.source.answer.age',
      async read(now) {
        const rows = await db.selectFrom('source_state').select(['source', 'last_answer_at']).execute();
        return rows.flatMap(({ source, last_answer_at: at }) =>
          ageOf(at, now).map(({ value }) => ({ value, attributes: { source } })),
        );
      },
    },
  ];
}
