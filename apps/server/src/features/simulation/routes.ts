import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listSimulations } from './read.ts';
import { simulate, type SimulationDeps } from './start.ts';

export function simulationRoutes(deps: SimulationDeps): Implementation[] {
  return [
    implement(routes.simulateRelease, async ({ principal, params, body }) => ({
      simulationId: await simulate(deps, principal, params.releaseId, body),
    })),
    implement(routes.listSimulations, async ({ principal, params }) => ({
      simulations: await listSimulations(deps, principal, params.releaseId),
    })),
  ];
}
