import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { lookUpDocument, type LookupDeps } from './document-lookup.ts';
import { endShift, openShift } from './shift.ts';

export function guardShiftRoutes(deps: LookupDeps): Implementation[] {
  return [
    implement(routes.openShift, ({ principal, body, source }) => openShift(deps, principal, body, source)),
    implement(routes.endShift, async ({ principal, params }) => ({
      ended: await endShift(deps, principal, params.shiftId),
    })),
    implement(routes.lookUpDocument, ({ principal, body }) => lookUpDocument(deps, principal, body)),
  ];
}
