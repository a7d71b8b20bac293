import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { healthInformation, type HealthInformationDeps } from './health-information.ts';

export function decisionRoutes(deps: HealthInformationDeps): Implementation[] {
  return [implement(routes.getHealthInformation, ({ principal }) => healthInformation(deps, principal.personId))];
}
