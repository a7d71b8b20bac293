import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { beginFaceCheck, type FaceDeps } from './face.ts';

export function faceRoutes(deps: FaceDeps): Implementation[] {
  return [implement(routes.beginFaceCheck, ({ principal, body }) => beginFaceCheck(deps, principal.accountId, body))];
}
