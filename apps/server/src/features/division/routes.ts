import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { Refusal } from '../../platform/refusal.ts';

/** The divisions of the country, for whoever has to choose one. */
export function divisionRoutes({ divisions, clock }: Pick<NodeContext, 'divisions' | 'clock'>): Implementation[] {
  return [
    implement(routes.listDivisions, async ({ query }) => {
      const parent = query.parent ?? null;
      if (parent !== null && divisions.latest(parent) === undefined) throw new Refusal('not-found');
      return { dataOf: divisions.dataOf, parent, divisions: divisions.inside(parent, clock.now()) };
    }),
    implement(routes.getDivision, async ({ params }) => {
      const division = divisions.latest(params.code);
      if (division === undefined) throw new Refusal('not-found');
      const path = divisions.path(params.code).map(({ code, name }) => ({ code, name }));
      return { ...division, path, dataOf: divisions.dataOf };
    }),
  ];
}
