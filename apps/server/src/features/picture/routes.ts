import { routes } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { receivePicture, showPicture } from './receive.ts';

export function pictureRoutes(deps: Pick<NodeContext, 'db' | 'clock' | 'seal'>): Implementation[] {
  return [
    implement(routes.sendPicture, ({ principal: { personId }, params: { conversionId }, body }) =>
      transact(deps.db, (tx) => receivePicture(tx, deps, { personId, conversionId, content: body.content })),
    ),
    implement(routes.getPicture, ({ principal: { personId }, params: { conversionId } }) =>
      showPicture(deps, personId, conversionId),
    ),
  ];
}
