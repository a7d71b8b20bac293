import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { listArrivals, type PrepareDeps } from './prepare.ts';
import { confirmArrival, listPreArrivals, registerPreArrival, withdrawPreArrival } from './pre-arrival.ts';
import { receiveArrivals, type ReceiveDeps } from './receive.ts';
import {
  type ConsentDeps,
  grantStandingConsent,
  listStandingConsents,
  revokeStandingConsent,
} from './standing-consent.ts';

export function arrivalRoutes(deps: ConsentDeps & PrepareDeps & ReceiveDeps): Implementation[] {
  return [
    implement(routes.registerPreArrival, ({ principal, body, once }) =>
      registerPreArrival(deps, principal.personId, body, once),
    ),
    implement(routes.listPreArrivals, async ({ principal }) => ({
      preArrivals: await listPreArrivals(deps, principal.personId),
    })),
    implement(routes.confirmArrival, ({ principal, params }) =>
      confirmArrival(deps, principal.personId, params.preArrivalId),
    ),
    implement(routes.withdrawPreArrival, ({ principal, params }) =>
      withdrawPreArrival(deps, principal.personId, params.preArrivalId),
    ),
    implement(routes.grantStandingConsent, ({ principal, body, once }) =>
      grantStandingConsent(deps, principal.personId, body, once),
    ),
    implement(routes.listStandingConsents, async ({ principal }) => ({
      consents: await listStandingConsents(deps.db, principal.personId),
    })),
    implement(routes.revokeStandingConsent, ({ principal, params }) =>
      revokeStandingConsent(deps, principal.personId, params.consentId),
    ),
    implement(routes.receiveArrivals, async ({ body }) => {
      await receiveArrivals(deps, body);
      return null;
    }),
    implement(routes.listArrivals, async ({ principal }) => ({
      arrivals: await listArrivals(deps, principal.personId),
    })),
  ];
}
