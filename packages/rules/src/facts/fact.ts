import { type Static, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { PolicyError } from '../policy-error.ts';
import { DAY_OR_INSTANT_PATTERN, INSTANT_PATTERN } from '../time/china-time.ts';
import { DURATION_PATTERN } from '../time/duration.ts';

const exact = { additionalProperties: false } as const;

export const InstantText = Type.String({ pattern: INSTANT_PATTERN, maxLength: 40 });
/** A day in China or an instant; as the end of a period a day is included. */
export const DayOrInstant = Type.String({ pattern: DAY_OR_INSTANT_PATTERN, maxLength: 40 });
export const DurationText = Type.String({ pattern: DURATION_PATTERN, maxLength: 40 });
/** GB/T 2260 (six digits), or the statistical code of a township (nine) or community (twelve). */
export const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$' });
export const Colour = Type.Union([Type.Literal('green'), Type.Literal('yellow'), Type.Literal('red')]);
export type Colour = Static<typeof Colour>;

export const SourceName = Type.Union([
  Type.Literal('declaration'),
  Type.Literal('itinerary-card'),
  Type.Literal('health-commission'),
  Type.Literal('nat-laboratory'),
  Type.Literal('origin-province'),
  Type.Literal('population-registry'),
  Type.Literal('national-platform'),
]);
export type SourceName = Static<typeof SourceName>;

const words = <Word extends string>(...list: Word[]) => Type.Union(list.map((word) => Type.Literal(word)));

const stays = Type.Array(
  Type.Object({ division: Division, from: DayOrInstant, to: Type.Optional(DayOrInstant) }, exact),
  { maxItems: 100 },
);

/** What a fact of each kind says. A new kind needs an entry here and a reader in `readers.ts`. */
export const factData = {
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
  'case-state': Type.Object(
    {
      state: words('confirmed', 'suspected', 'asymptomatic', 'discharged', 'none'),
      since: DayOrInstant,
      until: Type.Optional(DayOrInstant),
    },
    exact,
  ),
  contact: Type.Object(
    { degree: words('close', 'secondary', 'companion'), since: DayOrInstant, until: Type.Optional(DayOrInstant) },
    exact,
  ),
  isolation: Type.Object(
    { place: words('central', 'home'), since: DayOrInstant, until: Type.Optional(DayOrInstant) },
    exact,
  ),
  nat: Type.Object(
    {
      result: words('negative', 'positive'),
      sampledAt: InstantText,
      reportedAt: InstantText,
      institution: Type.String({ minLength: 1, maxLength: 100 }),
    },
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
      consentGrade: words('holder-signed', 'origin-session', 'asserted'),
    },
    exact,
  ),
  residence: Type.Object({ division: Division }, exact),
  /** The source was asked and answered, whatever facts came of it: without this its silence is not a "no". */
  'source-report': Type.Object({ source: SourceName, window: DurationText }, exact),
} as const;

export type FactKind = keyof typeof factData;
export const factKinds = Object.keys(factData) as FactKind[];

/** Something a source said about a person. Facts are never changed; a later one takes the place of an earlier. */
export interface Fact<Kind extends FactKind = FactKind> {
  id: string;
  kind: Kind;
  source: SourceName;
  /** When it was so. */
  observedAt: string;
  /** When the node learned it; freshness counts from here. */
  receivedAt: string;
  /** The fact counts from here (inclusive) … */
  validFrom?: string;
  /** … to here (exclusive). */
  validTo?: string;
  data: unknown;
}

const envelope = {
  id: Type.String({ minLength: 1, maxLength: 64 }),
  source: SourceName,
  observedAt: InstantText,
  receivedAt: InstantText,
  validFrom: Type.Optional(InstantText),
  validTo: Type.Optional(InstantText),
};

/** A fact of any kind, for contracts and storage. */
export const FactSchema = Type.Union(
  factKinds.map((kind) => Type.Object({ ...envelope, kind: Type.Literal(kind), data: factData[kind] }, exact)),
);

/** The same value as a fact, after its form is checked. Throws {@link PolicyError} `invalid-fact` with the path. */
export function checkFact(value: unknown): Fact {
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const data = typeof kind === 'string' && Object.hasOwn(factData, kind) ? factData[kind as FactKind] : undefined;
  if (data === undefined) throw new PolicyError('invalid-fact', 'a fact of no known kind', '/kind');
  const schema = Type.Object({ ...envelope, kind: Type.String(), data }, exact);
  if (!Check(schema, value)) {
    const [error] = Errors(schema, value);
    throw new PolicyError('invalid-fact', error?.message ?? 'not a fact', error?.instancePath ?? '');
  }
  return value as Fact;
}
