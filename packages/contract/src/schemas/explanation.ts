import { Type, type Static } from 'typebox';
import { Bilingual, Colour, Id, Instant, closed } from './basics.ts';
import { PersonLookup } from './access-record.ts';

const OptionalInstant = Type.Union([Instant, Type.Null()]);
const Named = closed({ code: Type.String(), name: Bilingual });

/** A fact behind a reason in words: whose word it is, what it says, and how fresh it is. */
export const ExplainedFact = closed({
  id: Type.String(),
  kind: Named,
  source: Named,
  observedAt: Instant,
  receivedAt: Instant,
  detail: Type.Union([Bilingual, Type.Null()], {
    description: 'what it says; null for staff whose work does not need it, and where the kind says all',
  }),
  text: Type.Object(Bilingual.properties, {
    additionalProperties: false,
    description: 'source, kind, content and age in one sentence',
  }),
});
export type ExplainedFact = Static<typeof ExplainedFact>;

export const ExplainedReason = closed({
  ruleId: Type.String(),
  colour: Colour,
  text: Bilingual,
  authority: Bilingual,
  documentNumber: Type.String(),
  until: OptionalInstant,
  release: Bilingual,
  facts: Type.Array(ExplainedFact),
});
export type ExplainedReason = Static<typeof ExplainedReason>;

/** Something that could not be judged: what, whose word is missing, whether it is late, and what helps. */
export const ExplainedUnknown = closed({
  input: Named,
  source: Named,
  late: Type.Boolean({
    description: 'true: the source has not answered in time; false: it has, and something is lacking in it',
  }),
  lastReceivedAt: OptionalInstant,
  text: Bilingual,
  cure: Bilingual,
});
export type ExplainedUnknown = Static<typeof ExplainedUnknown>;

/** Something the person can do now, from the province's list. */
export const PersonAction = closed({
  code: Type.String(),
  text: Bilingual,
  route: Type.Optional(Type.String({ description: 'name of the route by which it is done here' })),
});
export type PersonAction = Static<typeof PersonAction>;

export const WayStep = closed({
  kind: Type.Enum(['declare', 'test', 'wait', 'answer', 'lift']),
  at: OptionalInstant,
  source: Type.Union([Named, Type.Null()]),
  factId: Type.Union([Type.String(), Type.Null()]),
  text: Bilingual,
});
export type WayStep = Static<typeof WayStep>;

/** Steps after which the rules say green; tried with the rules themselves before it is offered. */
export const Way = closed({
  steps: Type.Array(WayStep),
  greenAt: Instant,
  ruleIds: Type.Array(Type.String()),
  text: Bilingual,
});
export type Way = Static<typeof Way>;

/** Why a person has her colour, and what would make it green. */
export const Explanation = closed({
  colour: Colour,
  decisionId: Id,
  decidedAt: Instant,
  purpose: Type.Union([Type.Literal('resident'), Type.Literal('entry')]),
  pack: closed({ id: Type.String(), version: Type.String() }),
  summary: Bilingual,
  reasons: Type.Array(ExplainedReason),
  unknown: Type.Array(ExplainedUnknown),
  standing: Type.Union([closed({ since: OptionalInstant, until: Instant, text: Bilingual }), Type.Null()]),
  nextChangeAt: OptionalInstant,
  actions: Type.Array(PersonAction),
  toGreen: Type.Union(
    [
      closed({
        own: Type.Union([Way, Type.Null()], {
          description: 'the earliest in the person’s own hands; null: none within 60 days',
        }),
        waiting: Type.Union([Way, Type.Null()], { description: 'if she does nothing and nothing new becomes known' }),
        lifted: Type.Union([Way, Type.Null()], {
          description: 'where a source takes back what it said; null where that is no earlier',
        }),
      }),
      Type.Null(),
    ],
    { description: 'null where the colour is green' },
  ),
  evidence: closed({
    sha256: Type.Union([Type.String(), Type.Null()], {
      description: 'SHA-256 of the decision as canonical JSON, base64url; null for one made before inputs were kept',
    }),
    reproduced: Type.Union([Type.Boolean(), Type.Null()], {
      description: 'whether the stored inputs, judged again by the rules of that day, give the same',
    }),
  }),
  contest: closed({ text: Bilingual, hotline: Type.String() }),
});
export type Explanation = Static<typeof Explanation>;

/** Nobody of that document, and somebody outside one's division, are answered alike. */
export const PersonExplained = closed({
  found: Type.Boolean(),
  explanation: Type.Union([Explanation, Type.Null()], { description: 'null where nothing has been decided yet' }),
});
export type PersonExplained = Static<typeof PersonExplained>;

export const PersonToExplain = PersonLookup;

/** All that a decision was made from, so that it can be made again by anybody: `npm run policy -- explain <file>`. */
export const DecisionBundle = closed({
  form: Type.Literal('tongxing-decision-1'),
  decisionId: Id,
  at: Instant,
  outcome: Type.Unknown({ description: 'the decision as it is stored' }),
  sha256: Type.String({ description: 'of the outcome as canonical JSON, base64url' }),
  pack: Type.Unknown(),
  valueSets: Type.Record(Type.String(), Type.Array(Type.String())),
  facts: Type.Array(Type.Unknown()),
  reference: Type.Unknown({ description: 'the list of risk areas, or null' }),
  previous: Type.Unknown({ description: 'the decision that stood, or null' }),
});
export type DecisionBundle = Static<typeof DecisionBundle>;
