import { Type, type Static } from 'typebox';
import { Area, Bilingual, Instant, closed } from './basics.ts';

const When = Type.String({
  description: 'a day of China, or an instant, as the list has it',
  maxLength: 29,
  examples: ['2026-11-20'],
});

export const RiskArea = closed({
  division: Area,
  divisionName: Bilingual,
  name: Type.String({ description: 'as the list calls it' }),
  level: Type.Enum(['high', 'medium', 'low']),
  since: When,
  until: Type.Union([When, Type.Null()]),
  source: Type.Enum(['national-platform', 'province'], { description: 'who has put it on the list' }),
});
export type RiskArea = Static<typeof RiskArea>;

/** Of the list in force, those that are risk areas today: high before medium before low, then by place. */
export const RiskAreaPage = closed({
  receivedAt: Type.Union([Instant, Type.Null()], { description: 'when the national list was last received' }),
  isLate: Type.Boolean({ description: 'true: it is older than the rules in force allow, or there was none yet' }),
  total: Type.Integer({ description: 'how many there are of that name' }),
  areas: Type.Array(RiskArea, { maxItems: 50 }),
  next: Type.Union([Type.String(), Type.Null()], { description: 'what to ask with `after` for those that follow' }),
});
export type RiskAreaPage = Static<typeof RiskAreaPage>;
