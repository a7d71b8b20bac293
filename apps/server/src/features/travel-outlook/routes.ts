import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { askTravelOutlook, type TravelDeps } from './ask.ts';
import { tellRules } from './tell-rules.ts';

export function travelRoutes(deps: TravelDeps): Implementation[] {
  return [
    implement(routes.askTravelOutlook, ({ principal, body }) => askTravelOutlook(deps, principal.personId, body)),
    implement(routes.tellRules, ({ body }) => tellRules(deps, body)),
  ];
}
