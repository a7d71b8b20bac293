import { type Static, Type } from 'typebox';
import { DAY_OR_INSTANT_PATTERN, INSTANT_PATTERN } from '../time/china-time.ts';
import { DURATION_PATTERN } from '../time/duration.ts';

export const exact = { additionalProperties: false } as const;

export const words = <Word extends string>(...list: Word[]) => Type.Union(list.map((word) => Type.Literal(word)));

export const InstantText = Type.String({ pattern: INSTANT_PATTERN, maxLength: 40 });
/** A day in China or an instant; as the end of a period a day is included. */
export const DayOrInstant = Type.String({ pattern: DAY_OR_INSTANT_PATTERN, maxLength: 40 });
export const DurationText = Type.String({ pattern: DURATION_PATTERN, maxLength: 40 });
/** GB/T 2260 (six digits), or the statistical code of a township (nine) or community (twelve). */
export const Division = Type.String({ pattern: '^\\d{6}(\\d{3}(\\d{3})?)?$' });
/** A building or venue below the street, by the id it is known by in its division. */
export const PlaceId = Type.String({ minLength: 1, maxLength: 64 });
export const Colour = Type.Union([Type.Literal('green'), Type.Literal('yellow'), Type.Literal('red')]);
export type Colour = Static<typeof Colour>;

export const SourceName = Type.Union([
  Type.Literal('declaration'),
  Type.Literal('itinerary-card'),
  Type.Literal('transport'),
  Type.Literal('health-commission'),
  Type.Literal('nat-laboratory'),
  Type.Literal('vaccination-registry'),
  Type.Literal('exit-entry'),
  Type.Literal('control-office'),
  Type.Literal('origin-province'),
  Type.Literal('population-registry'),
  Type.Literal('national-platform'),
]);
export type SourceName = Static<typeof SourceName>;
