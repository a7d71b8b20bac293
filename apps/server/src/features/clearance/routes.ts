import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { ClearDeps } from './clear.ts';
import { orderClearance } from './order.ts';
import { listClearances, reviewClearance } from './review.ts';

export function clearanceRoutes(deps: Pick<NodeContext, 'db'> & ClearDeps): Implementation[] {
  return [
    implement(routes.clearColour, ({ principal, body }) => orderClearance(deps, principal, body)),
    implement(routes.listClearances, async ({ principal, query }) => ({
      clearances: await listClearances(deps, principal, query.state),
    })),
    implement(routes.reviewClearance, ({ principal, params: { clearanceId }, body }) =>
      reviewClearance(deps, principal, clearanceId, body.decision),
    ),
  ];
}
