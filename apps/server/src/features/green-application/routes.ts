import { routes } from '@tongxing/contract';
import { transact } from '../../platform/db.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import type { AppealDeps } from '../appeal/index.ts';
import { applyForGreen } from './apply.ts';

export function greenApplicationRoutes(deps: AppealDeps): Implementation[] {
  return [
    implement(routes.applyForGreen, ({ principal: { personId }, body, once }) =>
      transact(deps.db, (tx) => applyForGreen(tx, deps, personId, body), once),
    ),
  ];
}
