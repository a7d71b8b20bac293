import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { withdrawAreas, type AnnounceDeps } from './announce.ts';
import { previewAreas, type AreaPreviewDeps } from './preview.ts';
import { proposeAreas, type ProposeAreasDeps } from './propose-areas.ts';

export type AreaListDeps = Pick<NodeContext, 'db'> & AreaPreviewDeps & ProposeAreasDeps & AnnounceDeps;

export function areaListRoutes(deps: AreaListDeps): Implementation[] {
  return [
    implement(routes.previewAreas, ({ principal, params }) => previewAreas(deps, principal, params.areaListId)),
    implement(routes.proposeAreas, ({ principal, params, body }) =>
      proposeAreas(deps, principal, params.areaListId, body),
    ),
    implement(routes.withdrawAreas, ({ principal, params }) => withdrawAreas(deps, principal, params.areaListId)),
  ];
}
