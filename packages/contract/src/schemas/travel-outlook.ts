import { Type, type Static } from 'typebox';
import { Area, Bilingual, Colour, Division, Instant, closed } from './basics.ts';
import { ExplainedUnknown, Way } from './explanation.ts';

export const CalendarDay = Type.String({
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  description: 'a day in China',
  examples: ['2026-11-26'],
});

export const TravelQuestion = closed({ division: Area, date: CalendarDay });
export type TravelQuestion = Static<typeof TravelQuestion>;

/** Whom to tell of a journey, and how. */
export const TravelContact = closed({ division: Division, name: Bilingual, phone: Type.String({ maxLength: 32 }) });
export type TravelContact = Static<typeof TravelContact>;

/** A row of the material a rule rests on, with how sure it is. */
const SourceRow = closed({
  row: Type.String(),
  text: Type.String(),
  grade: Type.String(),
  place: Type.String(),
  effective: Type.String(),
  url: Type.Union([Type.String(), Type.Null()]),
});

export const OutlookReason = closed({
  ruleId: Type.String(),
  colour: Colour,
  text: Bilingual,
  authority: Bilingual,
  documentNumber: Type.String(),
  until: Type.Union([Instant, Type.Null()]),
  release: Bilingual,
  sources: Type.Array(SourceRow),
});

/** What somebody would be told on arrival, as far as it can be told now. Nothing of the question is kept. */
export const TravelOutlook = closed({
  division: closed({ code: Area, name: Bilingual }),
  date: CalendarDay,
  summary: Bilingual,
  colour: Colour,
  judgedAt: Instant,
  changes: Type.Array(closed({ at: Instant, colour: Colour }), { description: 'on the day itself, after judgedAt' }),
  reasons: Type.Array(OutlookReason),
  unknown: Type.Array(ExplainedUnknown),
  rules: closed({
    whose: Bilingual,
    pack: closed({ id: Type.String(), version: Type.String() }),
    release: Bilingual,
    sha256: Type.String({
      description: 'of pack and value sets as canonical JSON, base64url; the log of their node holds it',
    }),
    own: Type.Boolean({ description: 'false: asked of the node of the other province, whose signed answer this is' }),
  }),
  declare: Type.Union([Bilingual, Type.Null()], { description: 'the new declaration that is needed; null: none' }),
  test: Type.Union([closed({ from: Instant, until: Instant, text: Bilingual }), Type.Null()], {
    description: 'sampled in this time, with a negative result; null: none is needed, or one is not enough',
  }),
  way: Type.Union([Way, Type.Null()], { description: 'where one test is not enough' }),
  tell: closed({ text: Bilingual, contacts: Type.Array(TravelContact) }),
  mayChange: Type.Array(Bilingual),
});
export type TravelOutlook = Static<typeof TravelOutlook>;

/** One province asks another by which rules it judges who comes. It says nothing of who asks. */
export const RulesQuestion = closed({ division: Area, date: CalendarDay });
export type RulesQuestion = Static<typeof RulesQuestion>;

export const RulesAnswer = closed({
  division: Area,
  date: CalendarDay,
  release: Bilingual,
  pack: Type.Unknown(),
  valueSets: Type.Record(Type.String(), Type.Array(Type.String())),
  sha256: Type.String({ maxLength: 43 }),
  tell: closed({ text: Bilingual, contacts: Type.Array(TravelContact, { maxItems: 8 }) }),
});
export type RulesAnswer = Static<typeof RulesAnswer>;
