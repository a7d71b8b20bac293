import { routes } from '@tongxing/contract';
import type { CompiledPack } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listSources } from './source-state.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'> & {
  /** What the packs in force ask of which source. */
  readonly requestsInForce: () => Promise<CompiledPack['requests']>;
};

export function factRoutes(deps: Deps): Implementation[] {
  return [
    implement(routes.getSources, async () => ({
      sources: await listSources(deps.db, deps.clock.now(), await deps.requestsInForce()),
    })),
  ];
}
