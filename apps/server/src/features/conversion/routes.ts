import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { createApply, listConversions, showConversion, withdrawConversion, type ApplyDeps } from './apply.ts';

export function conversionRoutes(deps: ApplyDeps): Implementation[] {
  const apply = createApply(deps);
  return [
    implement(routes.applyForConversion, ({ principal, body, once }) => apply(principal.personId, body, once)),
    implement(routes.getConversion, ({ principal, params }) =>
      showConversion(deps, principal.personId, params.conversionId),
    ),
    implement(routes.listConversions, async ({ principal }) => ({
      conversions: await listConversions(deps, principal.personId),
    })),
    implement(routes.withdrawConversion, ({ principal, params }) =>
      withdrawConversion(deps, principal.personId, params.conversionId),
    ),
  ];
}
