import { Type, type Static } from 'typebox';
import { clearanceGrounds, type ClearanceGround } from '../list-words.ts';
import { AccessReference } from './access-record.ts';
import { ApprovalGround, AuthorityDocumentNumber } from './approval.ts';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';

const WorseColour = Type.Enum(['yellow', 'red']);

/** One person, by a document. */
const Whom = closed({
  documentType: Type.String({ pattern: '^\\d{2}$', description: 'GB/T certificate type' }),
  documentNumber: Type.String({ minLength: 5, maxLength: 24 }),
});

export const ManualColourProposal = closed({
  person: Whom,
  colour: WorseColour,
  approval: ApprovalGround,
  reference: AccessReference,
});
export type ManualColourProposal = Static<typeof ManualColourProposal>;

export const ManualColourProposed = closed({ manualColourId: Id, approvalId: Id });

export const ManualColourState = Type.Enum(['proposed', 'in-force', 'lifted', 'ended', 'not-approved']);
export type ManualColourState = Static<typeof ManualColourState>;

export const ManualColourLifted = closed({ manualColourId: Id, state: ManualColourState });

export const ManualColour = closed({
  manualColourId: Id,
  colour: WorseColour,
  division: Division,
  ground: Type.String(),
  documentNumber: Type.String(),
  state: ManualColourState,
  proposedAt: Instant,
  endsAt: Instant,
});
export type ManualColour = Static<typeof ManualColour>;

const ColourOrNone = Type.Union([Colour, Type.Null()]);

/** What the second person reads before agreeing: whose colour, what it is now, what it would be, and what else is known. */
export const ManualColourPreview = closed({
  manualColour: ManualColour,
  maskedName: Type.String(),
  lastFour: Type.String(),
  colourNow: ColourOrNone,
  colourThen: Colour,
  facts: Type.Array(closed({ kind: Type.String(), source: Type.String(), observedAt: Instant, data: Type.Unknown() }), {
    description: 'what else is known of the person, so that the ground can be judged',
  }),
});
export type ManualColourPreview = Static<typeof ManualColourPreview>;

/** What stands on a person by a list or by hand, as that person reads it. */
export const ColourOrder = closed({
  orderId: Id,
  by: Type.Enum(['list', 'hand']),
  text: Bilingual,
  ground: Bilingual,
  documentNumber: Type.String(),
  office: closed({ division: Division, name: Bilingual }),
  since: Instant,
  until: Instant,
  contest: closed({ text: Bilingual, hotline: Type.String() }),
});
export type ColourOrder = Static<typeof ColourOrder>;

export const ClearanceGroundName = Type.Enum(Object.keys(clearanceGrounds) as [ClearanceGround, ...ClearanceGround[]]);

/** Clears what makes a person yellow or red now, or one fact of it. */
export const ClearanceOrder = closed({
  person: Whom,
  factId: Type.Optional(Id),
  ground: ClearanceGroundName,
  orderNumber: AuthorityDocumentNumber,
  reference: AccessReference,
});
export type ClearanceOrder = Static<typeof ClearanceOrder>;

export const ClearancesMade = closed({ clearances: Type.Array(closed({ clearanceId: Id, reviewBy: Instant })) });
export type ClearancesMade = Static<typeof ClearancesMade>;

export const ClearanceState = Type.Enum(['to-review', 'upheld', 'ended']);
export type ClearanceState = Static<typeof ClearanceState>;

export const Clearance = closed({
  clearanceId: Id,
  division: Division,
  source: Type.String(),
  kind: Type.String({ description: 'of the fact that does not count' }),
  ground: ClearanceGroundName,
  orderNumber: Type.String(),
  clearedAt: Instant,
  until: Instant,
  reviewBy: Instant,
  overdue: Type.Boolean(),
  state: ClearanceState,
  mine: Type.Boolean({ description: 'cleared by the person who asks' }),
});
export type Clearance = Static<typeof Clearance>;

export const ClearanceReview = closed({ decision: Type.Enum(['uphold', 'end']) });
export const ClearanceReviewed = closed({ clearanceId: Id, state: ClearanceState });

/** Lists, manual colours, clearances and what was stopped, as everybody may know them. */
export const ColouringStatistics = closed({
  lists: Type.Array(
    closed({
      listId: Id,
      kind: Type.String(),
      kindName: Bilingual,
      ground: Type.String(),
      groundName: Bilingual,
      documentNumber: Type.String(),
      division: Division,
      people: Type.Integer(),
      state: Type.String(),
      inForceAt: Instant,
      endsAt: Instant,
    }),
    { description: 'in force or ended in the last 90 days' },
  ),
  manualColours: Type.Array(
    closed({
      division: Division,
      ground: Type.String(),
      groundName: Bilingual,
      colour: WorseColour,
      inForce: Type.Integer(),
      total: Type.Integer({ description: 'of the last 90 days' }),
    }),
  ),
  clearances: closed({
    toReview: Type.Integer(),
    overdue: Type.Integer(),
    upheld: Type.Integer(),
    ended: Type.Integer(),
  }),
  stopped: Type.Array(
    closed({
      day: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
      what: Type.Enum(['list', 'manual-colour', 'results']),
      why: Type.String(),
      division: Division,
      times: Type.Integer(),
    }),
    { description: 'attempts that were not let through, last 90 days' },
  ),
});
export type ColouringStatistics = Static<typeof ColouringStatistics>;
