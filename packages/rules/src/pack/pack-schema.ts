import { type Static, Type } from 'typebox';
import { type InputName, inputNames } from '../facts/document.ts';
import { RiskLevel } from '../facts/reference.ts';
import { Colour, Division, DurationText, exact, SourceName } from '../facts/terms.ts';

/** Text for people in both languages of the platform. */
export const BilingualText = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 400 }), en: Type.String({ minLength: 1, maxLength: 800 }) },
  exact,
);
export type BilingualText = Static<typeof BilingualText>;

const Id = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 });
const Row = Type.String({ pattern: '^[A-Z0-9]+(-[A-Z0-9]+)*$', maxLength: 40 });
/** Packs begin and end by China's clock, and say so. */
const ChinaInstant = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+08:00$' });

export const RuleSchema = Type.Object(
  {
    id: Id,
    colour: Colour,
    /** CertLogic, with `or`; true makes the colour. */
    when: Type.Unknown(),
    reason: BilingualText,
    authority: BilingualText,
    documentNumber: Type.String({ minLength: 1, maxLength: 120 }),
    /**
     * When the ground ends by itself: CertLogic that gives the instant, or `foreseen`: the instant at which `when` is
     * no longer true if nothing is heard until then.
     */
    until: Type.Optional(Type.Unknown()),
    /** What releases the colour, also where no date does. */
    release: BilingualText,
    /** Rows of {@link PackSchema} `sources` the rule rests on. */
    sources: Type.Array(Row, { minItems: 1, maxItems: 20 }),
  },
  exact,
);
export type Rule = Static<typeof RuleSchema>;

/** Something shown beside the colour that is none: it neither makes nor hides a risk. */
export const AttributeSchema = Type.Object(
  { id: Id, when: Type.Unknown(), text: BilingualText, sources: Type.Array(Row, { minItems: 1, maxItems: 20 }) },
  exact,
);

const Decline = Type.Array(Type.Object({ after: DurationText, level: RiskLevel }, exact), { maxItems: 5 });

export const SourceRowSchema = Type.Object(
  {
    row: Row,
    text: Type.String({ minLength: 1, maxLength: 600 }),
    url: Type.Optional(Type.String({ maxLength: 200 })),
    /** A official or mainstream press, B repost of an official notice, C content site, K general knowledge. */
    grade: Type.Union([Type.Literal('A'), Type.Literal('B'), Type.Literal('C'), Type.Literal('K')]),
    place: Type.String({ minLength: 1, maxLength: 40 }),
    effective: Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }),
  },
  exact,
);

const InputNameSchema = Type.Unsafe<InputName>(Type.Union(inputNames.map((name) => Type.Literal(name))));

export const PackSchema = Type.Object(
  {
    id: Id,
    version: Type.String({ pattern: '^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$', maxLength: 20 }),
    /** `resident` judges people of the division; `entry` judges what another province attests. */
    purpose: Type.Union([Type.Literal('resident'), Type.Literal('entry')]),
    divisions: Type.Array(Division, { minItems: 1, maxItems: 200 }),
    /** The pack is in force from here (inclusive) to `validTo` (exclusive). */
    validFrom: ChinaInstant,
    validTo: ChinaInstant,
    /** How long an earlier decision stands when a source falls silent. */
    grace: DurationText,
    inputs: Type.Array(
      Type.Object(
        {
          name: InputNameSchema,
          source: SourceName,
          freshFor: DurationText,
          silentIsNone: Type.Optional(Type.Literal(true)),
        },
        exact,
      ),
      { minItems: 1, maxItems: 30 },
    ),
    /**
     * The levels of risk areas that there are under this pack, and how an area of each declines, counted from the end
     * of the day of its last case. Left out: levels as published.
     */
    areaLevels: Type.Optional(Type.Object({ high: Type.Optional(Decline), medium: Type.Optional(Decline) }, exact)),
    /** Names of lists kept beside the packs; `{"var": "valueSets.<name>"}` stands for the list. */
    valueSets: Type.Array(Id, { maxItems: 40 }),
    rules: Type.Array(RuleSchema, { minItems: 1, maxItems: 1000 }),
    attributes: Type.Optional(Type.Array(AttributeSchema, { maxItems: 20 })),
    sources: Type.Array(SourceRowSchema, { minItems: 1, maxItems: 1000 }),
  },
  exact,
);
export type Pack = Static<typeof PackSchema>;
