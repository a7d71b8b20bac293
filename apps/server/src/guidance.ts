import { schemas } from '@tongxing/contract';
import { inputNames, type InputName } from '@tongxing/rules';
import { Type, type Static } from 'typebox';

const { Bilingual, Colour, closed } = schemas;
const Inputs = Type.Array(Type.Enum([...inputNames] as [InputName, ...InputName[]]), {
  minItems: 1,
  uniqueItems: true,
});

/** Something a person of these colours can do; with `reasons` or `unknown` only where one of those inputs was read or is lacking. */
export const Guidance = closed({
  code: Type.String({ pattern: '^[a-z]+(-[a-z]+)*$' }),
  colours: Type.Array(Colour, { minItems: 1, uniqueItems: true }),
  reasons: Type.Optional(Inputs),
  unknown: Type.Optional(Inputs),
  text: Bilingual,
  route: Type.Optional(Type.String({ description: 'name of the route by which it is done here' })),
});
export type Guidance = Static<typeof Guidance>;
