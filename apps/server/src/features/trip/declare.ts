import type { schemas } from '@tongxing/contract';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { transact, type Once, type Tx } from '../../platform/db.ts';
import { newId, newSecret, sha256 } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { healthDeclaration, itineraryDeclaration, storeDeclarations } from '../declaration/index.ts';
import { storeConsent, withdrawConsent } from '../identity/index.ts';
import { checkLegs, provinceOf } from './legs.ts';
import { showTrip, type ShowTripDeps } from './show.ts';

export interface DeclareTripDeps extends ShowTripDeps {
  readonly isPeer: (division: string) => Promise<boolean>;
  readonly requestDecision: (tx: Tx, personId: string) => Promise<void>;
  readonly requestComparison: (tx: Tx, personId: string) => Promise<void>;
}

type Leg = schemas.TripDeclaration['legs'][number];

/** Fields of a consent that goes with a trip: what a conversion reads. */
const fields = ['colour', 'release', 'freshness'];
const daySeconds = 86_400;

/**
 * Declares health and itinerary here, once, and states where the person goes. To each province in which she stays, and for which she
 * says so, the declaration is handed on with a consent of its own: what becomes of one leg changes nothing about another.
 * @throws Refusal pledge-required, stay-invalid, division-unknown, trip-invalid
 */
export async function declareTrip(
  deps: DeclareTripDeps,
  personId: string,
  declaration: schemas.TripDeclaration,
  { once, guardianId }: { readonly once: Once; readonly guardianId: string | undefined },
): Promise<schemas.Trip> {
  const { legs, answers, stays, pledge } = declaration;
  checkLegs(deps, legs);
  const declarations = [
    healthDeclaration(deps, personId, { answers, pledge }, guardianId),
    itineraryDeclaration(deps, personId, { stays, pledge }, guardianId),
  ];
  const joined = await Promise.all(legs.map(({ division }) => deps.isPeer(provinceOf(division))));
  const store = async (tx: Tx) => {
    const now = deps.clock.now();
    const tripId = newId(now);
    await storeDeclarations(tx, deps, declarations);
    await deps.requestDecision(tx, personId);
    await deps.requestComparison(tx, personId);
    await tx
      .insertInto('trip')
      .values({
        person_id: personId,
        trip_id: tripId,
        declared_at: now,
        declaration_sealed: deps.seal.seal('trip', JSON.stringify({ answers, stays })),
        ends_at: addSeconds(new Date((legs.at(-1) as Leg).leaveAt), daySeconds),
      })
      .execute();
    for (const [position, leg] of legs.entries()) {
      const state = stateAtFirst(deps, leg, joined[position] === true);
      const consent = state === 'waiting' ? await consentTo(tx, deps, personId, leg) : undefined;
      await tx
        .insertInto('trip_leg')
        .values({
          person_id: personId,
          trip_id: tripId,
          position,
          leg_id: newId(now),
          division: leg.division,
          arrive_at: new Date(leg.arriveAt),
          leave_at: new Date(leg.leaveAt),
          kind: leg.kind,
          state,
          consent_id: consent?.consentId ?? null,
          evidence_sealed: consent?.sealed ?? null,
          attempts: 0,
          due_at: consent === undefined ? null : now,
        })
        .execute();
    }
    return { tripId };
  };
  const { tripId } = await transact(deps.db, store, once);
  return showTrip(deps, personId, tripId);
}

function stateAtFirst(deps: Pick<NodeContext, 'province'>, leg: Leg, joined: boolean): schemas.TripLegState {
  if (provinceOf(leg.division) === deps.province.division) return 'home';
  if (!joined) return 'not-joined';
  if (leg.kind === 'transit') return 'transit';
  return leg.handOn ? 'waiting' : 'not-agreed';
}

/** Hers, for this province alone, for as long as the leg: she sees it among her consents and can withdraw it there. */
async function consentTo(tx: Tx, deps: DeclareTripDeps, personId: string, leg: Leg) {
  const codeVerifier = newSecret();
  const expiresAt = addSeconds(new Date(leg.leaveAt), daySeconds);
  const { consentId, authorizationCode } = await storeConsent(tx, {
    personId,
    grant: {
      audience: provinceOf(leg.division),
      purpose: 'conversion',
      fields,
      codeChallenge: sha256(codeVerifier).toString('base64url'),
    },
    grantedAt: deps.clock.now(),
    expiresAt,
    // She agreed for as long as she is there: a code that ends before is renewed by the same consent.
    renewableUntil: expiresAt,
  });
  const evidence: schemas.ConsentEvidence = { grade: 'origin-session', authorizationCode, codeVerifier };
  return { consentId, sealed: deps.seal.seal('consent', JSON.stringify(evidence)) };
}

/** Takes a trip back: what has not been handed on is not, what has been is taken back there. @throws Refusal not-found */
export async function withdrawTrip(deps: ShowTripDeps, personId: string, tripId: string): Promise<schemas.Trip> {
  const now = deps.clock.now();
  const consents = await transact(deps.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('trip')
      .set((e) => ({ withdrawn_at: e.fn.coalesce('withdrawn_at', e.val(now)) }))
      .where('person_id', '=', personId)
      .where('trip_id', '=', tripId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal('not-found');
    return tx
      .updateTable('trip_leg')
      .set({
        state: 'withdrawn',
        evidence_sealed: null,
        // It may be on its way: then it is taken back as well.
        due_at: sql<Date | null>`case when attempts > 0 then ${now}::timestamptz end`,
      })
      .where('person_id', '=', personId)
      .where('trip_id', '=', tripId)
      .where('state', 'in', ['waiting', 'handed-on'])
      .returning('consent_id')
      .execute();
  });
  for (const { consent_id: consentId } of consents) {
    if (consentId !== null) await withdrawConsent(deps, personId, consentId);
  }
  return showTrip(deps, personId, tripId);
}
