import { Type, type Static } from 'typebox';
import { appealAnswers, appealGrounds, laneNotes, sourceFindings } from '../appeal-words.ts';
import type { AppealAnswerCode, AppealGround, LaneNote, SourceFinding } from '../appeal-words.ts';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { ConsentEvidence } from './conversion.ts';

const keys = <T extends string>(words: Record<T, unknown>) => Object.keys(words) as [T, ...T[]];
const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** What somebody writes in her own words. */
export const Statement = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' });

export const AppealGroundCode = Type.Enum(keys<AppealGround>(appealGrounds));
export const AppealAnswerCodeName = Type.Enum(keys<AppealAnswerCode>(appealAnswers));
export const SourceFindingCode = Type.Enum(keys<SourceFinding>(sourceFindings));
export const LaneNoteCode = Type.Enum(keys<LaneNote>(laneNotes));

/** A journey that begins soon: train G1234, flight MU5101, coach or ship by the number on the ticket. */
export const Departure = closed({
  mode: Type.Enum(['train', 'flight', 'coach', 'ship']),
  number: Type.String({ pattern: '^[A-Z0-9]{1,10}$', examples: ['G1234'] }),
  departsAt: Instant,
});
export type Departure = Static<typeof Departure>;

export const AppealFiling = closed({
  ground: AppealGroundCode,
  ruleId: Type.Optional(
    Type.String({ pattern: '^[a-z0-9-]{1,64}$', description: 'one of the reasons; absent: the first' }),
  ),
  /** The record that is contested; absent: the likeliest behind the reason. */
  factId: Type.Optional(Id),
  statement: Statement,
  departure: Type.Optional(Departure),
  originConsent: Type.Optional(ConsentEvidence),
});
export type AppealFiling = Static<typeof AppealFiling>;

/** Standard base64 (RFC 4648 §4) of a JPEG, PNG or PDF; what the bytes are is looked at, not what they are called. */
export const AttachmentUpload = closed({
  content: Type.String({ minLength: 8, maxLength: 700_000, pattern: '^[A-Za-z0-9+/]+={0,2}$' }),
});
export type AttachmentUpload = Static<typeof AttachmentUpload>;

export const AttachmentMediaType = Type.Enum(['image/jpeg', 'image/png', 'application/pdf']);

export const AppealAttachment = closed({
  attachmentId: Id,
  mediaType: AttachmentMediaType,
  size: Type.Integer({ minimum: 1, description: 'bytes' }),
  receivedAt: Instant,
});
export type AppealAttachment = Static<typeof AppealAttachment>;

export const AppealKind = Type.Enum(['appeal', 'review', 'release']);
export type AppealKind = Static<typeof AppealKind>;

export const AppealState = Type.Enum(['open', 'upheld', 'rejected']);
export type AppealState = Static<typeof AppealState>;

export const AppealAnswer = closed({
  outcome: Type.Enum(['upheld', 'rejected']),
  answer: closed({ code: AppealAnswerCodeName, text: Bilingual }),
  text: Type.String(),
  answeredAt: Instant,
});
export type AppealAnswer = Static<typeof AppealAnswer>;

/** An appeal as the person sees it: whom it waits for, until when, and what was answered. */
export const Appeal = closed({
  appealId: Id,
  number: Type.String({ description: 'of the case, to quote on the telephone' }),
  kind: AppealKind,
  ground: AppealGroundCode,
  lane: Type.Enum(['usual', 'urgent']),
  laneNote: OrNull(closed({ code: LaneNoteCode, text: Bilingual })),
  state: AppealState,
  waiting: OrNull(Bilingual),
  ruleId: OrNull(Type.String()),
  factId: OrNull(Type.String()),
  filedAt: Instant,
  dueAt: Instant,
  overdue: Type.Boolean(),
  departsAt: OrNull(Instant),
  source: OrNull(
    closed({
      source: Type.String(),
      peer: OrNull(Division),
      askedAt: Instant,
      dueAt: Instant,
      answeredAt: OrNull(Instant),
      finding: OrNull(SourceFindingCode),
    }),
  ),
  unconfirmedSince: OrNull(Instant),
  attachments: Type.Array(AppealAttachment),
  answers: Type.Array(AppealAnswer, { description: 'in order; the second is that of the second look' }),
  secondLook: Type.Enum(['none', 'possible', 'under-way', 'done']),
  certificateId: OrNull(Id),
});
export type Appeal = Static<typeof Appeal>;

export const AppealList = closed({ appeals: Type.Array(Appeal) });

export const SecondLook = closed({ statement: Statement });

export const GreenApplication = closed({
  /** Since when the conditions of release have been met. */
  releasedAt: Instant,
  statement: Statement,
});
export type GreenApplication = Static<typeof GreenApplication>;

/** `green`: it was green at once. `applied`: the case says how it goes on. */
export const GreenApplied = closed({ state: Type.Enum(['green', 'applied']), colour: Colour, appeal: OrNull(Appeal) });
export type GreenApplied = Static<typeof GreenApplied>;

/**
 * The certificate (更正证明) that a colour was wrong and has been corrected: no health data beside the colours. `jws` is a compact JWS
 * (RFC 7515, typ `tongxing-correction+jwt`) with the node's federation key of the trust list; its claims are committed to in the log
 * under the certificate's id.
 */
const Suppressed = OrNull(
  Type.Integer({ minimum: 10, multipleOf: 10, description: 'in whole tens; null: fewer than ten' }),
);
const Counted = closed({ name: Type.String(), filed: Suppressed, upheld: Suppressed });

/** Wrong colours of the last 90 days; in whole tens, and none under ten, so that they point at nobody. */
export const AppealStatistics = closed({
  from: Instant,
  to: Instant,
  filed: Suppressed,
  upheld: Suppressed,
  answeredLate: Suppressed,
  waitingLate: Suppressed,
  byRule: Type.Array(Counted),
  bySource: Type.Array(Counted),
});
export type AppealStatistics = Static<typeof AppealStatistics>;
