import { Type, type Static } from 'typebox';
import { listChecks, listKinds, type ListCheck, type ListKind } from '../list-words.ts';
import { ApprovalGround } from './approval.ts';
import { Base64Url, Bilingual, Colour, Division, Id, Instant, Locality, Phone, closed } from './basics.ts';

export const ListKindName = Type.Enum(Object.keys(listKinds) as [ListKind, ...ListKind[]]);

/** Where and when a case was: a county or a street. Wider, and everybody would fit. */
const CasePlace = closed({ division: Locality, from: Instant, to: Instant });

/** A building or venue as the published risk areas name it. */
const PlaceId = Type.String({ pattern: '^[A-Za-z0-9\\u4e00-\\u9fff-]+$', minLength: 1, maxLength: 64 });

/** What a list says of everybody on it. */
export const ListSubject = Type.Union([
  closed({
    kind: Type.Literal('contacts'),
    degree: Type.Enum(['close', 'secondary', 'companion', 'investigated']),
    places: Type.Array(CasePlace, { minItems: 1, maxItems: 20 }),
  }),
  closed({ kind: Type.Literal('areas'), place: PlaceId }),
  closed({ kind: Type.Literal('venues'), place: PlaceId }),
  closed({
    kind: Type.Literal('posts'),
    post: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60, examples: ['cold-chain'] }),
    closedLoop: Type.Boolean(),
  }),
  closed({ kind: Type.Literal('isolations'), place: Type.Enum(['central', 'home']) }),
  closed({
    kind: Type.Literal('cases'),
    state: Type.Enum(['confirmed', 'suspected', 'asymptomatic', 'first-screen-positive', 'repositive', 'discharged']),
  }),
  closed({ kind: Type.Literal('arrivals'), arrivedIn: Division, tag: Type.Enum(['red', 'yellow']) }),
]);
export type ListSubject = Static<typeof ListSubject>;

/** Somebody on a list, by a document or by a phone, and since when it is so of them. */
const period = { since: Instant, until: Type.Optional(Instant) };
export const ListEntry = Type.Union([
  closed({
    documentType: Type.String({ pattern: '^\\d{2}$', description: 'GB/T certificate type' }),
    documentNumber: Type.String({ minLength: 5, maxLength: 24 }),
    issuingCountry: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
    ...period,
  }),
  closed({ phone: Phone, ...period }),
]);
export type ListEntry = Static<typeof ListEntry>;

const mostAtOnce = 5000;

export const ColourListDraft = closed({
  division: Division,
  subject: ListSubject,
  approval: ApprovalGround,
  /** Empty: they follow, in parts or as a table. */
  entries: Type.Array(ListEntry, { maxItems: mostAtOnce }),
});
export type ColourListDraft = Static<typeof ColourListDraft>;

export const MoreEntries = closed({ entries: Type.Array(ListEntry, { minItems: 1, maxItems: mostAtOnce }) });

/** Good rows are kept; of each bad one its place, from 0, and what is wrong. */
export const EntriesTaken = closed({
  listId: Id,
  entries: Type.Integer({ description: 'on the list now' }),
  duplicates: Type.Integer({ description: 'of those sent, already on the list' }),
  rejected: Type.Array(closed({ row: Type.Integer(), text: Bilingual })),
});
export type EntriesTaken = Static<typeof EntriesTaken>;

export const LeaveOut = closed({ which: Type.Enum(['outside-division', 'without-link']) });
export const LeftOut = closed({ listId: Id, entries: Type.Integer(), leftOut: Type.Integer() });

export const CheckCount = closed({
  check: Type.Enum(Object.keys(listChecks) as [ListCheck, ...ListCheck[]]),
  count: Type.Integer(),
  text: Bilingual,
});

/** What a list would do. Nothing that names anybody. */
export const ListPreview = closed({
  listId: Id,
  hash: Base64Url(43, 43),
  content: Base64Url(43, 43),
  madeAt: Instant,
  division: Division,
  subject: ListSubject,
  ground: Type.String(),
  documentNumber: Type.String(),
  endsAt: Instant,
  entries: Type.Integer(),
  known: Type.Integer(),
  changes: Type.Array(closed({ from: Type.Union([Colour, Type.Null()]), to: Colour, count: Type.Integer() }), {
    description: 'of the people known, who would turn from what to what; also who stays as they are',
  }),
  divisions: Type.Array(closed({ division: Type.Union([Division, Type.Null()]), count: Type.Integer() }), {
    description: 'where the people known live; null where nobody knows',
  }),
  checks: Type.Array(CheckCount),
  unseen: Bilingual,
  /** Why the list cannot be proposed as it is, or needs the province. */
  stops: Type.Array(Type.Enum(['nobody', 'outside-division', 'without-link'])),
  provinceNeeded: Type.Boolean({ description: 'more people than a division may colour by itself' }),
});
export type ListPreview = Static<typeof ListPreview>;

export const ListProposal = closed({ previewHash: Base64Url(43, 43) });
export const ListProposed = closed({ listId: Id, approvalId: Id });

export const ListState = Type.Enum(['draft', 'proposed', 'not-approved', 'in-force', 'withdrawn', 'ended']);
export type ListState = Static<typeof ListState>;

export const ListWithdrawn = closed({ listId: Id, state: ListState });

export const ColourList = closed({
  listId: Id,
  kind: ListKindName,
  division: Division,
  ground: Type.String(),
  documentNumber: Type.String(),
  entries: Type.Integer(),
  state: ListState,
  endsAt: Instant,
  inForceAt: Type.Union([Instant, Type.Null()]),
  applied: Type.Integer({ description: 'entries that count for somebody now' }),
  held: Type.Integer({ description: 'entries held back: their itinerary has no link with the list' }),
});
export type ColourList = Static<typeof ColourList>;
