import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listRecolourings } from './progress.ts';

export function recolouringRoutes(deps: Pick<NodeContext, 'db' | 'clock'>): Implementation[] {
  return [
    implement(routes.listRecolourings, async ({ principal }) => ({
      recolourings: await listRecolourings(deps, principal.division),
    })),
  ];
}
