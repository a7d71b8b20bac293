import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { foreignListToken } from './lists-for.ts';
import { offerStatusLists } from './offer.ts';

export function foreignStatusRoutes(deps: NodeContext): Implementation[] {
  return [
    implement(routes.tellStatusLists, ({ body }) => offerStatusLists(deps, body)),
    implement(routes.getForeignStatusList, ({ params }) => foreignListToken(deps, params.listId)),
  ];
}
