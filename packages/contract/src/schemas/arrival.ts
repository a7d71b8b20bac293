import { Type, type Static } from 'typebox';
import { Area, Bilingual, Division, Id, Instant, Phone, closed } from './basics.ts';
import { ConsentEvidence } from './conversion.ts';
import { HealthAnswers, Itinerary } from './declaration.ts';
import { ExplainedUnknown, Way } from './explanation.ts';
import { CalendarDay, OutlookReason, TravelContact } from './travel-outlook.ts';

export const Transport = Type.Enum(['train', 'plane', 'coach', 'car', 'ship', 'other']);

/** The states of a registration as counties used them: 待核实, 可来, 不可来, 待确认, 作废. */
export const PreArrivalAnswer = Type.Enum(['to-verify', 'may-come', 'may-not-come', 'to-confirm', 'void']);
export type PreArrivalAnswer = Static<typeof PreArrivalAnswer>;

export const PreArrivalRegistration = closed({
  originDivision: Division,
  destination: Area,
  travelDate: CalendarDay,
  transport: Transport,
  consent: ConsentEvidence,
});
export type PreArrivalRegistration = Static<typeof PreArrivalRegistration>;

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** Advice for a journey. It blocks no road: at the door the code decides. */
export const PreArrival = closed({
  preArrivalId: Id,
  originDivision: Division,
  destination: Area,
  travelDate: CalendarDay,
  transport: Transport,
  state: Type.Enum(['open', 'arrived', 'void']),
  answer: PreArrivalAnswer,
  text: Bilingual,
  reasons: Type.Array(OutlookReason),
  unknown: Type.Array(ExplainedUnknown),
  declare: OrNull(Bilingual),
  test: OrNull(closed({ from: Instant, until: Instant, text: Bilingual })),
  way: OrNull(Way),
  tell: closed({ text: Bilingual, contacts: Type.Array(TravelContact) }),
  judgedAt: Instant,
  judgedAgainAt: OrNull(Instant),
});
export type PreArrival = Static<typeof PreArrival>;

export const StandingConsentGrant = closed({
  originDivision: Division,
  scope: Division,
  purpose: Type.Literal('automatic-conversion'),
  days: Type.Integer({ minimum: 1, maximum: 366 }),
});
export type StandingConsentGrant = Static<typeof StandingConsentGrant>;

export const StandingConsent = closed({
  consentId: Id,
  originDivision: Division,
  scope: Division,
  purpose: Type.Literal('automatic-conversion'),
  grantedAt: Instant,
  endsAt: Instant,
  revokedAt: OrNull(Instant),
});
export type StandingConsent = Static<typeof StandingConsent>;

/** What the carriers' gateway says: these phones have come into the province. */
export const ArrivalEvent = closed({
  eventId: Id,
  arrivals: Type.Array(closed({ phone: Phone, division: Division, transport: Transport, arrivedAt: Instant }), {
    minItems: 1,
    maxItems: 500,
  }),
});
export type ArrivalEvent = Static<typeof ArrivalEvent>;

/** An application that stands ready: what she told before and what the carriers saw. Pledge and consent are hers to add. */
export const Arrival = closed({
  arrivalId: Id,
  division: Division,
  arrivedAt: Instant,
  application: closed({
    originDivision: Division,
    scope: Division,
    answers: OrNull(HealthAnswers),
    stays: Itinerary,
  }),
});
export type Arrival = Static<typeof Arrival>;
