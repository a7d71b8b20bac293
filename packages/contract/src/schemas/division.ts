import { Type, type Static } from 'typebox';
import { Area, Division, closed } from './basics.ts';

/** English where the node has it: provinces, and the cities of the provinces it was written for. */
const DivisionName = closed({ zh: Type.String(), en: Type.Union([Type.String(), Type.Null()]) });

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', examples: ['2019-01-09'] });

const description = {
  code: Area,
  name: DivisionName,
  level: Type.Union([
    Type.Literal('province'),
    Type.Literal('city'),
    Type.Literal('county'),
    Type.Literal('street'),
    Type.Literal('village'),
  ]),
  statistical: Type.Boolean({ description: 'true: in the codes of the statistics office only' }),
  validFrom: Type.Union([Day, Type.Null()]),
  validTo: Type.Union([Day, Type.Null()], { description: 'the first day on which it is no more' }),
  into: Type.Union([Division, Type.Null()], { description: 'what it became when it was dissolved' }),
};

export const DivisionList = closed({
  dataOf: Day,
  parent: Type.Union([Area, Type.Null()]),
  divisions: Type.Array(closed(description)),
});
export type DivisionList = Static<typeof DivisionList>;

export const DivisionInFull = closed({
  ...description,
  dataOf: Day,
  path: Type.Array(closed({ code: Area, name: DivisionName }), { description: 'from the province down to itself' }),
});
export type DivisionInFull = Static<typeof DivisionInFull>;
