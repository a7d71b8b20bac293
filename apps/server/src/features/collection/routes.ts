import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { uploadCollection, type CollectionDeps } from './upload.ts';

export function collectionRoutes(deps: CollectionDeps): Implementation[] {
  return [implement(routes.uploadCollection, ({ principal, body }) => uploadCollection(deps, principal, body))];
}
