import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { FaceStep, Registries } from '../identity/index.ts';
import { beginSignOn, type SignOnDeps } from './begin.ts';
import { finishSignOn } from './finish.ts';

export function signOnRoutes(deps: SignOnDeps & Registries & FaceStep): Implementation[] {
  return [
    implement(routes.beginSignOn, ({ body }) => beginSignOn(deps, body.codeChallenge)),
    implement(routes.finishSignOn, ({ body }) => finishSignOn(deps, body)),
  ];
}
