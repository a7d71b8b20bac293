import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Id, Instant, Locality, closed } from './basics.ts';

export const Symptom = Type.Union([
  Type.Literal('fever'),
  Type.Literal('dry-cough'),
  Type.Literal('dyspnoea'),
  Type.Literal('fatigue'),
  Type.Literal('respiratory'),
]);

export const Pledge = closed({
  version: Type.String({ minLength: 1, maxLength: 32, examples: ['2026-01'] }),
  confirmed: Type.Boolean({ description: 'true: the person has read and confirmed the pledge of truth' }),
});

export const HealthAnswers = closed({
  symptoms: Type.Array(Symptom, { maxItems: 5, uniqueItems: true }),
  contactWithCase: Type.Boolean(),
  temperature: Type.Optional(Type.Number({ minimum: 30, maximum: 45, description: 'degrees Celsius' })),
});
export type HealthAnswers = Static<typeof HealthAnswers>;

export const Stay = closed({ division: Locality, from: Instant, to: Instant });
export type Stay = Static<typeof Stay>;

export const Itinerary = Type.Array(Stay, { maxItems: 60 });

export const HealthDeclaration = closed({ answers: HealthAnswers, pledge: Pledge });
export type HealthDeclaration = Static<typeof HealthDeclaration>;

export const ItineraryDeclaration = closed({ stays: Itinerary, pledge: Pledge });
export type ItineraryDeclaration = Static<typeof ItineraryDeclaration>;

export const Declared = closed({ declarationId: Id, declaredAt: Instant });
export type Declared = Static<typeof Declared>;

/** A fact as the person may see it: which source said it, when it was observed, when it reached the province. */
export const FactReference = closed({
  id: Id,
  source: Type.String(),
  observedAt: Instant,
  receivedAt: Instant,
});

export const Reason = closed({
  ruleId: Type.String(),
  colour: Colour,
  text: Bilingual,
  authority: Bilingual,
  documentNumber: Type.String(),
  until: Type.Union([Instant, Type.Null()]),
  release: Bilingual,
  facts: Type.Array(FactReference),
});
export type Reason = Static<typeof Reason>;

export const UnknownInput = closed({
  input: Type.String(),
  source: Type.String(),
  lastReceivedAt: Type.Union([Instant, Type.Null()]),
});

/** The colour with everything a person is owed with it: reason, source, freshness, end, release, how to contest it. */
export const HealthInformation = closed({
  colour: Colour,
  decidedAt: Instant,
  purpose: Type.Union([Type.Literal('resident'), Type.Literal('entry')]),
  pack: closed({ id: Type.String(), version: Type.String() }),
  reasons: Type.Array(Reason),
  unknown: Type.Array(UnknownInput),
  standing: Type.Boolean({ description: 'true while a late source leaves an earlier colour standing' }),
  nextChangeAt: Type.Union([Instant, Type.Null()]),
  decisionId: Id,
  comparing: Type.Boolean({
    description: 'true: what was declared, or heard since, is still being compared; the decision is of before',
  }),
  contest: closed({ text: Bilingual, hotline: Type.String() }),
});
export type HealthInformation = Static<typeof HealthInformation>;
