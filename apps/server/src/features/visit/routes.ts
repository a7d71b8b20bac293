import { routes } from '@tongxing/contract';
import { Bytes } from '../../platform/http/bytes.ts';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { registerAtDoor } from './at-door.ts';
import { displayCard } from './card.ts';
import { contestVisit } from './contest.ts';
import { registerVisit, type RegisterDeps } from './register.ts';
import { issueSign, listSigns, revokeSign, type SignDeps, signSheet } from './signs.ts';
import { describeVisit, visitsOf } from './stored.ts';

export function visitRoutes(deps: RegisterDeps & SignDeps): Implementation[] {
  return [
    implement(routes.getDisplayCard, ({ principal }) => displayCard(deps, principal)),
    implement(routes.issuePlaceSign, ({ principal, params, once }) => issueSign(deps, principal, params.venueId, once)),
    implement(routes.listPlaceSigns, ({ principal, params }) => listSigns(deps, principal, params.venueId)),
    implement(
      routes.getPlaceSignSheet,
      async ({ principal, params }) => new Bytes(await signSheet(deps, principal, params)),
    ),
    implement(routes.revokePlaceSign, async ({ principal, params }) => {
      await revokeSign(deps, principal, params);
      return null;
    }),
    implement(routes.registerAtDoor, ({ principal, body }) => registerAtDoor(deps, principal, body.text)),
    implement(routes.registerVisit, ({ principal, body, once }) => registerVisit(deps, principal.personId, body, once)),
    implement(routes.listVisits, async ({ principal }) => ({
      visits: (await visitsOf(deps.db, deps, principal.personId)).map((visit) => describeVisit(deps, visit)),
    })),
    implement(routes.contestVisit, ({ principal, params }) => contestVisit(deps, principal.personId, params.visitId)),
  ];
}
