import { Type, type Static } from 'typebox';
import { reviewGrounds, type ReviewGround } from '../review-words.ts';
import { Bilingual, Division, Id, Instant, closed } from './basics.ts';
import { ApplicationDocument, Conversion } from './conversion.ts';
import { Itinerary } from './declaration.ts';

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

/** A line of the queue: nothing of the person. */
export const QueuedReview = closed({
  reviewId: Id,
  kind: ReviewKind,
  division: Division,
  openedAt: Instant,
  dueAt: Instant,
  overdue: Type.Boolean(),
  escalated: Type.Boolean(),
  /** Somebody has it in hand. */
  claimed: Type.Boolean(),
});
export const ReviewQueue = closed({ reviews: Type.Array(QueuedReview) });

/** Everything a reviewer decides on; kept for her until `claimedUntil`. */
export const ReviewCase = closed({
  review: QueuedReview,
  claimedUntil: Instant,
  maskedName: Type.String(),
  lastFour: Type.String(),
  application: Conversion,
  stays: Itinerary,
  findings: Type.Array(ReviewFinding),
  documents: Type.Array(ApplicationDocument),
});
export type ReviewCase = Static<typeof ReviewCase>;

/** `approve`: it goes on; `refuse`: it ends with the ground as its cause; `more`: the person is asked for better documents. */
export const ReviewDecision = closed({
  decision: Type.Enum(['approve', 'refuse', 'more']),
  ground: Type.Enum(Object.keys(reviewGrounds) as [ReviewGround, ...ReviewGround[]]),
  note: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
});
export type ReviewDecision = Static<typeof ReviewDecision>;

export const ReviewDecided = closed({
  reviewId: Id,
  decision: Type.String(),
  ground: closed({ code: Type.String(), text: Bilingual }),
});
export type ReviewDecided = Static<typeof ReviewDecided>;
