import { Type, type Static } from 'typebox';
import { ApprovalGround } from './approval.ts';
import { Base64Url, Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { PlaceType } from './place-type.ts';

export const FallbackLine = closed({
  on: Type.Enum(['strip', 'document'], { description: 'a green strip, or a document held against the person' }),
  temperature: Type.Boolean(),
  places: Type.Array(PlaceType, { description: 'empty for every place' }),
});

/** What counts while the node cannot be reached, as it is signed in `signed`. */
export const FallbackOrder = closed({
  division: Division,
  version: Type.Integer({ minimum: 1 }),
  validFrom: Instant,
  validTo: Instant,
  afterMinutes: Type.Integer({ description: 'of silence, after which it applies by itself' }),
  longestHours: Type.Integer({ description: 'for which it applies at most' }),
  stripHours: Type.Integer({ description: 'how old the answer behind a green strip may be' }),
  lines: Type.Array(FallbackLine),
  text: Bilingual,
  source: Bilingual,
  hotline: Type.String(),
});

const Signed = Type.String({
  contentEncoding: 'base64url',
  description: 'COSE_Sign1 of the node (docs/protocol/fallback.md)',
});

/** The newest word of the node about its order. */
export const FallbackWord = closed({
  state: Type.Enum(['started', 'ended']),
  at: Instant,
  until: Instant,
  signed: Signed,
});

export const PublishedFallback = closed({
  order: FallbackOrder,
  signed: Signed,
  fingerprint: Base64Url(43, 43),
  word: Type.Union([FallbackWord, Type.Null()]),
});
export type PublishedFallback = Static<typeof PublishedFallback>;

export const FallbackProposal = closed({
  state: Type.Enum(['started', 'ended'], { description: 'the order is to apply from the approval on, or no longer' }),
  approval: ApprovalGround,
});
export type FallbackProposal = Static<typeof FallbackProposal>;

export const FallbackProposed = closed({ approvalId: Id });
