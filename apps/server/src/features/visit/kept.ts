import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import type { Tick } from '../../platform/jobs.ts';
import { keptTable } from '../retention/index.ts';

/** Every visit, contested or not, from when it was made. */
export const keptVisits = keptTable({
  name: 'visits',
  period: 'visitDays',
  table: 'visit',
  since: sql<Date>`visited_at`,
});

/** A visit by a printed sign that nobody confirmed in time vanishes: a picture of the sign has made no visit. */
export function visitTicks(deps: Pick<NodeContext, 'db'>): Tick[] {
  return [
    {
      name: 'visit.unconfirmed',
      everySeconds: 30,
      run: async (now) => {
        await deps.db.deleteFrom('visit').where('confirm_by', '<', now).execute();
      },
    },
  ];
}
