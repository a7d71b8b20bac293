import { type Static, Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { PolicyError } from '../policy-error.ts';
import { DayOrInstant, Division, exact, InstantText, PlaceId } from './terms.ts';

export const RiskLevel = Type.Union([Type.Literal('high'), Type.Literal('medium'), Type.Literal('low')]);
export type RiskLevel = Static<typeof RiskLevel>;

/** What the national platform says of places, for everybody alike. A value is never changed after its first use. */
export const ReferenceSchema = Type.Object(
  {
    receivedAt: InstantText,
    riskAreas: Type.Array(
      Type.Object(
        {
          division: Division,
          /** The area is this building or venue of the division, no more. */
          place: Type.Optional(PlaceId),
          level: RiskLevel,
          from: DayOrInstant,
          to: Type.Optional(DayOrInstant),
          /** The day of the last case there: from its end the area declines as the pack's `areaLevels` say. */
          lastCaseAt: Type.Optional(DayOrInstant),
        },
        exact,
      ),
      { maxItems: 200_000 },
    ),
    /** Counties with cases whose risk level is not announced yet. */
    caseCounties: Type.Optional(
      Type.Array(Type.Object({ division: Division, from: DayOrInstant, to: Type.Optional(DayOrInstant) }, exact), {
        maxItems: 5000,
      }),
    ),
  },
  exact,
);
export type Reference = Static<typeof ReferenceSchema>;

/** The same value as reference data, after its form is checked. Throws {@link PolicyError} `invalid-reference`. */
export function checkReference(value: unknown): Reference {
  if (!Check(ReferenceSchema, value)) {
    const [error] = Errors(ReferenceSchema, value);
    throw new PolicyError('invalid-reference', error?.message ?? 'not reference data', error?.instancePath ?? '');
  }
  return value;
}
