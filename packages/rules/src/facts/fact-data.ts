import { Type } from 'typebox';
import {
  Colour,
  DayOrInstant,
  Division,
  DurationText,
  exact,
  InstantText,
  PlaceId,
  SourceName,
  words,
} from './terms.ts';

const stays = Type.Array(
  Type.Object(
    { division: Division, place: Type.Optional(PlaceId), from: DayOrInstant, to: Type.Optional(DayOrInstant) },
    exact,
  ),
  { maxItems: 100 },
);
const period = { since: DayOrInstant, until: Type.Optional(DayOrInstant) };
const DocumentNumber = Type.String({ minLength: 1, maxLength: 120 });
const Word = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });
const WorseColour = words('yellow', 'red');

/** What sources say of a person, by kind. A new kind needs an entry here and a reader in `readers.ts`. */
const statements = {
  'health-declaration': Type.Object(
    {
      symptoms: Type.Array(words('fever', 'dry-cough', 'dyspnoea', 'fatigue', 'respiratory'), { maxItems: 5 }),
      contactWithCase: Type.Boolean(),
      temperature: Type.Optional(Type.Number({ minimum: 30, maximum: 45 })),
    },
    exact,
  ),
  'itinerary-declaration': Type.Object({ stays }, exact),
  'itinerary-card': Type.Object({ stays }, exact),
  /** A journey booked or made; it proves where somebody was at departure and at arrival, no more. */
  ticket: Type.Object(
    {
      mode: words('air', 'rail', 'road', 'water'),
      from: Division,
      to: Division,
      departedAt: InstantText,
      arrivedAt: InstantText,
    },
    exact,
  ),
  'venue-stay': Type.Object({ venue: PlaceId, from: DayOrInstant, to: Type.Optional(DayOrInstant) }, exact),
  residence: Type.Object({ division: Division, place: Type.Optional(PlaceId) }, exact),
  'case-state': Type.Object(
    {
      state: words(
        'first-screen-positive',
        'suspected',
        'confirmed',
        'asymptomatic',
        'repositive',
        'discharged',
        'none',
      ),
      ...period,
    },
    exact,
  ),
  contact: Type.Object({ degree: words('close', 'secondary', 'companion', 'investigated'), ...period }, exact),
  isolation: Type.Object({ place: words('central', 'home'), ...period }, exact),
  nat: Type.Object(
    {
      result: words('negative', 'positive'),
      sampledAt: InstantText,
      reportedAt: InstantText,
      institution: Type.String({ minLength: 1, maxLength: 100 }),
      /** Left out: single. */
      method: Type.Optional(words('single', 'pool')),
      tube: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
    },
    exact,
  ),
  vaccination: Type.Object({ doses: Type.Integer({ minimum: 0, maximum: 20 }), lastDoseAt: DayOrInstant }, exact),
  'entry-from-abroad': Type.Object(
    { enteredAt: DayOrInstant, port: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })) },
    exact,
  ),
  post: Type.Object({ post: Word, closedLoop: Type.Boolean(), ...period }, exact),
  /** Coming from outside, as registered on arrival with the tag of the registration. */
  arrival: Type.Object(
    { arrivedAt: DayOrInstant, division: Division, tag: words('red', 'yellow', 'blue', 'green') },
    exact,
  ),
  'origin-code': Type.Object(
    {
      division: Division,
      colour: Colour,
      verified: Type.Boolean(),
      decidedAt: InstantText,
      validUntil: Type.Optional(InstantText),
      releaseAt: Type.Optional(InstantText),
      consentGrade: words('holder-signed', 'origin-session', 'asserted', 'renewal'),
      /**
       * How it was heard: in an attestation of the origin, in a code of the origin shown on a picture, from the national platform
       * relaying the origin, or as the national code itself. `verified` is true of the first two, which the origin has signed.
       */
      grade: Type.Optional(words('attested', 'shown', 'relayed', 'national')),
    },
    exact,
  ),
  /** Pushed by another province through the national platform. */
  'pushed-colour': Type.Object(
    { division: Division, colour: WorseColour, pushedAt: InstantText, releasedAt: Type.Optional(InstantText) },
    exact,
  ),
  'manual-colour': Type.Object(
    { colour: WorseColour, ground: Word, documentNumber: DocumentNumber, since: DayOrInstant, until: DayOrInstant },
    exact,
  ),
  'movement-permit': Type.Object({ division: Division, from: InstantText, until: InstantText }, exact),
  exemption: Type.Object({ since: DayOrInstant, until: DayOrInstant, documentNumber: DocumentNumber }, exact),
} as const;

type StatementKind = keyof typeof statements;

/** What a fact of each kind says. */
export const factData = {
  ...statements,
  /** Facts of this source and kind that say the same do not count until then: how a wrong colour is cleared. */
  clearance: Type.Object(
    {
      source: SourceName,
      kind: words(...(Object.keys(statements) as StatementKind[])),
      data: Type.Object({}),
      documentNumber: DocumentNumber,
      until: DayOrInstant,
    },
    exact,
  ),
  /**
   * Facts of this source and kind that say the same are in doubt until then: they do not count, and neither does their
   * absence, so that the input is not complete.
   */
  contest: Type.Object(
    {
      source: SourceName,
      kind: words(...(Object.keys(statements) as StatementKind[])),
      data: Type.Object({}),
      since: DayOrInstant,
      until: DayOrInstant,
    },
    exact,
  ),
  /** The source was asked and answered, whatever facts came of it: without this its silence is not a "no". */
  'source-report': Type.Object({ source: SourceName, window: DurationText }, exact),
} as const;

export type FactKind = keyof typeof factData;
export const factKinds = Object.keys(factData) as FactKind[];

/** Who says facts of a kind where nothing else is written. */
export const usualSource: Record<FactKind, SourceName> = {
  'health-declaration': 'declaration',
  'itinerary-declaration': 'declaration',
  'itinerary-card': 'itinerary-card',
  ticket: 'transport',
  'venue-stay': 'control-office',
  residence: 'population-registry',
  'case-state': 'health-commission',
  contact: 'health-commission',
  isolation: 'health-commission',
  nat: 'nat-laboratory',
  vaccination: 'vaccination-registry',
  'entry-from-abroad': 'exit-entry',
  post: 'control-office',
  arrival: 'control-office',
  'origin-code': 'origin-province',
  'pushed-colour': 'national-platform',
  'manual-colour': 'control-office',
  'movement-permit': 'control-office',
  exemption: 'control-office',
  clearance: 'control-office',
  contest: 'control-office',
  'source-report': 'health-commission',
};
