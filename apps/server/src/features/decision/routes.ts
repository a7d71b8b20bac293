import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { healthInformation } from './health-information.ts';

export function decisionRoutes(deps: Pick<NodeContext, 'db' | 'clock' | 'province'>): Implementation[] {
  return [implement(routes.getHealthInformation, ({ principal }) => healthInformation(deps, principal.personId))];
}
