import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { dayOf, toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import { Refusal } from '../../platform/refusal.ts';
import { askTravelOutlook, type TravelDeps } from '../travel-outlook/index.ts';
import { provinceOf } from './legs.ts';
import { legTexts, transitUnknown } from './words.ts';

export type ShowTripDeps = TravelDeps & Pick<NodeContext, 'seal'>;

/** A trip with what stands with each of its legs. @throws Refusal not-found */
export async function showTrip(deps: ShowTripDeps, personId: string, tripId: string): Promise<schemas.Trip> {
  const trip = await deps.db
    .selectFrom('trip')
    .select(['declared_at', 'withdrawn_at'])
    .where('person_id', '=', personId)
    .where('trip_id', '=', tripId)
    .executeTakeFirst();
  if (trip === undefined) throw new Refusal('not-found');
  const legs = await legsOf(deps, personId, tripId);
  return {
    tripId,
    declaredAt: toEdge(trip.declared_at),
    withdrawnAt: toEdgeOrNull(trip.withdrawn_at),
    legs: await Promise.all(legs.map((leg) => describeLeg(deps, personId, leg))),
  };
}

const mostListed = 10;

/** Those that are kept, the latest first. */
export async function listTrips(deps: ShowTripDeps, personId: string): Promise<schemas.Trip[]> {
  const rows = await deps.db
    .selectFrom('trip')
    .select('trip_id')
    .where('person_id', '=', personId)
    .orderBy('declared_at', 'desc')
    .orderBy('trip_id', 'desc')
    .limit(mostListed)
    .execute();
  return Promise.all(rows.map((row) => showTrip(deps, personId, row.trip_id)));
}

function legsOf({ db }: Pick<ShowTripDeps, 'db'>, personId: string, tripId: string) {
  return db
    .selectFrom('trip_leg')
    .selectAll()
    .where('person_id', '=', personId)
    .where('trip_id', '=', tripId)
    .orderBy('position')
    .execute();
}

type LegRow = Awaited<ReturnType<typeof legsOf>>[number];

async function describeLeg(deps: ShowTripDeps, personId: string, leg: LegRow): Promise<schemas.TripLegResult> {
  const state = leg.state as schemas.TripLegState;
  const seen = state === 'transit' ? await inTransit(deps, personId, leg) : undefined;
  const peer = await deps.trustList.node(provinceOf(leg.division));
  return {
    division: leg.division,
    arriveAt: toEdge(leg.arrive_at),
    leaveAt: toEdge(leg.leave_at),
    kind: leg.kind as schemas.TripLegResult['kind'],
    state,
    text: seen?.text ?? legTexts[state],
    colour: seen?.colour ?? null,
    handedOnAt: toEdgeOrNull(leg.handed_on_at),
    nextTryAt: state === 'waiting' ? toEdgeOrNull(leg.due_at) : null,
    baseUrl: state === 'handed-on' ? (peer?.baseUrl ?? null) : null,
  };
}

/** What her code of this province is good for there, by that province's own rules; nothing of who asks goes there. */
async function inTransit(deps: ShowTripDeps, personId: string, leg: LegRow) {
  const now = deps.clock.now();
  try {
    const date = dayOf(leg.arrive_at > now ? leg.arrive_at : now);
    const { colour, summary } = await askTravelOutlook(deps, personId, { division: leg.division, date });
    return { colour, text: summary };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // That province is silent or its rules do not reach so far: its leg is not known, the others are as they were.
    return { colour: null, text: transitUnknown };
  }
}
