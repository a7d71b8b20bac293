import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listSources } from './source-state.ts';

export function factRoutes(deps: Pick<NodeContext, 'db' | 'clock'>): Implementation[] {
  return [implement(routes.getSources, async () => ({ sources: await listSources(deps.db, deps.clock.now()) }))];
}
