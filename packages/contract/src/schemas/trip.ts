import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { ConsentEvidence } from './conversion.ts';
import { HealthAnswers, Itinerary, Pledge } from './declaration.ts';
import { Subject } from './federation.ts';

export const TripLegKind = Type.Enum(['stay', 'transit']);

const TripLeg = closed({
  division: Division,
  arriveAt: Instant,
  leaveAt: Instant,
  kind: TripLegKind,
  handOn: Type.Boolean({ description: 'true: this declaration may be handed on to that province' }),
});

/** Where somebody goes, in order, with one declaration for all of it. */
export const TripDeclaration = closed({
  legs: Type.Array(TripLeg, { minItems: 1, maxItems: 8 }),
  answers: HealthAnswers,
  stays: Itinerary,
  pledge: Pledge,
});
export type TripDeclaration = Static<typeof TripDeclaration>;

export const TripLegState = Type.Enum([
  'home',
  'transit',
  'not-agreed',
  'not-joined',
  'waiting',
  'handed-on',
  'ended',
  'withdrawn',
]);
export type TripLegState = Static<typeof TripLegState>;

/** What stands with one leg; none changes another. */
export const TripLegResult = closed({
  division: Division,
  arriveAt: Instant,
  leaveAt: Instant,
  kind: TripLegKind,
  state: TripLegState,
  text: Bilingual,
  colour: Type.Union([Colour, Type.Null()], { description: 'in transit: her colour by the rules of that province' }),
  handedOnAt: Type.Union([Instant, Type.Null()]),
  nextTryAt: Type.Union([Instant, Type.Null()]),
  baseUrl: Type.Union([Type.String(), Type.Null()], { description: 'where the application waits for her' }),
});
export type TripLegResult = Static<typeof TripLegResult>;

export const Trip = closed({
  tripId: Id,
  declaredAt: Instant,
  withdrawnAt: Type.Union([Instant, Type.Null()]),
  legs: Type.Array(TripLegResult),
});
export type Trip = Static<typeof Trip>;

/** A declaration that another province has handed on with the person's consent; nothing was asked yet. */
export const TripDraft = closed({
  draftId: Id,
  originDivision: Division,
  division: Division,
  arriveAt: Instant,
  leaveAt: Instant,
  declaredAt: Instant,
  answers: HealthAnswers,
  stays: Itinerary,
  endsAt: Instant,
});
export type TripDraft = Static<typeof TripDraft>;

/** Province to province. `offer` null: she has withdrawn it. */
export const HandedOnTrip = closed({
  requestId: Id,
  subject: Subject,
  offer: Type.Union([
    closed({
      division: Division,
      arriveAt: Instant,
      leaveAt: Instant,
      declaredAt: Instant,
      answers: HealthAnswers,
      stays: Itinerary,
      consent: ConsentEvidence,
    }),
    Type.Null(),
  ]),
});
export type HandedOnTrip = Static<typeof HandedOnTrip>;

/** The same whether or not anybody of that identity is known. */
export const HandedOnTripAnswer = closed({ requestId: Id, state: Type.Literal('kept') });
export type HandedOnTripAnswer = Static<typeof HandedOnTripAnswer>;
