import { Type, type Static } from 'typebox';
import { Bilingual, closed } from './basics.ts';

/** `itinerary`: tickets beside many places; `picture`: a picture of a code; `second-look`: what a machine has closed. */
export const ReviewKind = Type.Enum(['itinerary', 'picture', 'second-look']);
export type ReviewKind = Static<typeof ReviewKind>;

/** One thing that was compared: what the person said, beside what was found. Nothing stands in for what was not found. */
export const ReviewFinding = closed({
  what: Bilingual,
  said: Type.Union([Type.String(), Type.Null()]),
  found: Type.Union([Type.String(), Type.Null()]),
  /** Null where a person has to say. */
  agrees: Type.Union([Type.Boolean(), Type.Null()]),
});
export type ReviewFinding = Static<typeof ReviewFinding>;
