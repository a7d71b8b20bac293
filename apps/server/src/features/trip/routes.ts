import { routes } from '@tongxing/contract';
import { implement, type Implementation } from '../../platform/http/implementation.ts';
import { createLease } from '../../platform/limits/index.ts';
import { type ApplyDeps, createApply } from '../conversion/index.ts';
import { declareTrip, type DeclareTripDeps, withdrawTrip } from './declare.ts';
import { applyFromDraft, type DraftDeps, keepDraft, listDrafts, requireSense } from './draft.ts';
import { listTrips, showTrip } from './show.ts';

export function tripRoutes(deps: DeclareTripDeps & ApplyDeps & DraftDeps): Implementation[] {
  const apply = createApply(deps);
  // What a peer may hand on in a minute: one that is broken into must not fill this node.
  const count = deps.province.recognition.questionsPerPeerPerMinute;
  const charge = createLease(deps, { name: 'peer-trips', count, seconds: 60, problem: 'too-many-requests' });
  return [
    implement(routes.declareTrip, ({ principal, body, once }) =>
      declareTrip(deps, principal.personId, body, { once, guardianId: principal.actingFor?.guardianId }),
    ),
    implement(routes.listTrips, async ({ principal }) => ({ trips: await listTrips(deps, principal.personId) })),
    implement(routes.getTrip, ({ principal, params }) => showTrip(deps, principal.personId, params.tripId)),
    implement(routes.withdrawTrip, ({ principal, params }) => withdrawTrip(deps, principal.personId, params.tripId)),
    implement(routes.listTripDrafts, async ({ principal }) => ({
      drafts: await listDrafts(deps, principal.personId),
    })),
    implement(routes.applyFromTrip, ({ principal, params, body, once, ticket }) =>
      applyFromDraft({ ...deps, apply }, principal.personId, { ...body, draftId: params.draftId }, { once, ticket }),
    ),
    implement(routes.handOnTrip, async ({ principal, body }) => {
      requireSense(deps, body);
      await charge(principal.division, 1);
      return keepDraft(deps, principal.division, body);
    }),
  ];
}
