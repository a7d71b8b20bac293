import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { ageOf, type Measure } from '../../platform/measure.ts';

export function recolouringMeasures({ db }: Pick<NodeContext, 'db'>): Measure[] {
  return [
    {
      name: 'tongxing.recolouring.left',
      async read() {
        const { rows } = await sql<{ left: number }>`
          select coalesce(sum(size), 0)::integer as left from recolouring_batch where done_at is null`.execute(db);
        return [{ value: rows[0]?.left ?? 0 }];
      },
    },
    {
      name: 'tongxing.recolouring.standstill',
      /** Of the open recolourings, the one that has moved longest ago. */
      async read(now) {
        const { rows } = await sql<{ moved: Date | null }>`
          select min(moved) as moved from (
            select greatest(started_at, found_at, max(done_at)) as moved
              from recolouring left join recolouring_batch using (recolouring_id)
             where finished_at is null group by recolouring_id) as open`.execute(db);
        const moved = rows[0]?.moved ?? null;
        return moved === null ? [{ value: 0 }] : ageOf(moved, now);
      },
    },
  ];
}
