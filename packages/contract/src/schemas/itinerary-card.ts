import { Type, type Static } from 'typebox';
import { Instant, closed } from './basics.ts';
import { Stay } from './declaration.ts';

export const ItineraryCardQuestion = closed({
  agreed: Type.Literal(true, { description: 'she asks the carriers herself, with these words on the page' }),
});
export type ItineraryCardQuestion = Static<typeof ItineraryCardQuestion>;

/** Where the carriers saw her phone in the days that a declaration covers, the earliest first. Nothing of it is kept. */
export const OwnItineraryCard = closed({
  state: Type.Enum(['current', 'earlier', 'none', 'silent'], {
    description:
      'earlier: the carriers do not answer, and this is what they said before; none: they hold no card of this phone; silent: they do not answer, and nothing was said before',
  }),
  asOf: Type.Union([Instant, Type.Null()], { description: 'until when the carriers had seen' }),
  stays: Type.Array(Stay, { maxItems: 200 }),
});
export type OwnItineraryCard = Static<typeof OwnItineraryCard>;
