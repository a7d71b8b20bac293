import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { createRiskAreaSearch, type FindRiskAreaDeps } from './find-risk-areas.ts';
import { askOwnCard, type OwnCardDeps } from './own-card.ts';
import { listSources } from './source-state.ts';

/** `requestsInForce`: what the packs in force ask of which source. */
type Deps = OwnCardDeps & FindRiskAreaDeps;

export function factRoutes(deps: Deps): Implementation[] {
  const findRiskAreas = createRiskAreaSearch(deps);
  return [
    implement(routes.getSources, async () => ({
      sources: await listSources(deps.db, deps.clock.now(), await deps.requestsInForce()),
    })),
    implement(routes.findRiskAreas, ({ query }) => findRiskAreas(query)),
    implement(routes.askItineraryCard, ({ principal }) => askOwnCard(deps, principal.personId)),
  ];
}
