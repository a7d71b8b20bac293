import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { TrustListSource } from '../federation/index.ts';
import { codeHolders, endHolder } from './holders.ts';
import { receivedColours } from './received.ts';
import { takeEvents, type TakeDeps } from './take.ts';

type Deps = TakeDeps & Pick<NodeContext, 'divisions'> & { readonly trustList: TrustListSource };

export function colourEventRoutes(deps: Deps): Implementation[] {
  return [
    implement(routes.takeColourEvents, ({ principal, body }) => takeEvents(deps, principal.division, body)),
    implement(routes.listReceivedColours, ({ principal }) => receivedColours(deps, principal.personId)),
    implement(routes.listCodeHolders, ({ principal }) => codeHolders(deps, principal.personId)),
    implement(routes.endCodeHolder, ({ principal, body }) => endHolder(deps, principal.personId, body.division)),
  ];
}
