import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { addToList, createList, type DraftDeps } from './draft.ts';
import { leaveOut } from './leave-out.ts';
import { listLists } from './lists.ts';
import { makePreview, readPreview, type PreviewDeps } from './preview.ts';
import { proposeList, type ProposeListDeps } from './propose-list.ts';
import { withdrawList } from './withdraw-list.ts';

export function listingRoutes(deps: DraftDeps & PreviewDeps & ProposeListDeps): Implementation[] {
  return [
    implement(routes.createColourList, ({ principal, body }) => createList(deps, principal, body)),
    implement(routes.addListedPeople, ({ principal, params: { listId }, body }) =>
      addToList(deps, principal, listId, body.entries),
    ),
    implement(routes.leaveOutListed, ({ principal, params: { listId }, body }) =>
      leaveOut(deps, principal, listId, body.which),
    ),
    implement(routes.previewColourList, ({ principal, params: { listId } }) => makePreview(deps, principal, listId)),
    implement(routes.readListPreview, ({ principal, params: { listId } }) => readPreview(deps, principal, listId)),
    implement(routes.proposeColourList, ({ principal, params: { listId }, body }) =>
      proposeList(deps, principal, listId, body.previewHash),
    ),
    implement(routes.withdrawColourList, ({ principal, params: { listId } }) => withdrawList(deps, principal, listId)),
    implement(routes.listColourLists, async ({ principal }) => ({ lists: await listLists(deps, principal) })),
  ];
}
