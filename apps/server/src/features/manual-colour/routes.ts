import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { OutlookDeps } from '../decision/index.ts';
import { liftManualColour } from './lift.ts';
import { listManualColours } from './list.ts';
import { colourOrders } from './orders.ts';
import { readManualColour } from './preview.ts';
import { proposeManualColour, type ProposeManualDeps } from './propose.ts';
import { colouringStatistics } from './statistics.ts';

type Deps = ProposeManualDeps & OutlookDeps & Pick<NodeContext, 'divisions'>;

export function manualColourRoutes(deps: Deps): Implementation[] {
  return [
    implement(routes.proposeManualColour, ({ principal, body }) => proposeManualColour(deps, principal, body)),
    implement(routes.readManualColour, ({ principal, params: { manualColourId } }) =>
      readManualColour(deps, principal, manualColourId),
    ),
    implement(routes.liftManualColour, ({ principal, params: { manualColourId } }) =>
      liftManualColour(deps, principal, manualColourId),
    ),
    implement(routes.listManualColours, async ({ principal }) => ({
      manualColours: await listManualColours(deps, principal),
    })),
    implement(routes.listColourOrders, async ({ principal: { personId } }) => ({
      orders: await colourOrders(deps, personId),
    })),
    implement(routes.getColouringStatistics, () => colouringStatistics(deps)),
  ];
}
