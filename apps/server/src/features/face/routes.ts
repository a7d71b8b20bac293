import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { FaceDeps } from './asked.ts';
import { beginFaceCheck } from './begin.ts';

export function faceRoutes(deps: FaceDeps): Implementation[] {
  return [
    implement(routes.beginFaceCheck, ({ principal, body, once }) =>
      beginFaceCheck(deps, principal.accountId, body, once),
    ),
  ];
}
