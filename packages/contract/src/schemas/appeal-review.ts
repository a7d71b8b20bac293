import { Type, type Static } from 'typebox';
import {
  Appeal,
  AppealAnswerCodeName,
  AppealFiling,
  AttachmentMediaType,
  SourceFindingCode,
  Statement,
} from './appeal.ts';
import { AccessReference } from './access-record.ts';
import { Bilingual, Colour, Division, Id, Instant, closed } from './basics.ts';
import { ConsentEvidence } from './conversion.ts';
import { UnknownInput } from './declaration.ts';
import { Subject } from './federation.ts';

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** An appeal that staff file for somebody who has no phone at hand. */
export const AppealForAnother = closed({
  documentType: Type.String({ pattern: '^\\d{2}$' }),
  documentNumber: Type.String({ minLength: 5, maxLength: 24 }),
  reference: AccessReference,
  appeal: AppealFiling,
});
export type AppealForAnother = Static<typeof AppealForAnother>;

/** A line of the reviewers' queue: nothing of the person. */
export const QueuedAppeal = closed({
  appealId: Id,
  number: Type.String(),
  kind: Type.String(),
  lane: Type.String(),
  division: Division,
  filedAt: Instant,
  dueAt: Instant,
  overdue: Type.Boolean(),
  departsAt: OrNull(Instant),
  sourceAnswered: Type.Boolean(),
  secondLook: Type.Boolean(),
});
export const AppealQueue = closed({ appeals: Type.Array(QueuedAppeal) });

const CaseFact = closed({
  id: Type.String(),
  kind: Type.String(),
  source: Type.String(),
  observedAt: Instant,
  receivedAt: Instant,
  data: Type.Unknown(),
});

/** Everything a reviewer decides on: what was written, the stored inputs of the decision, and how each rule read them. */
export const AppealCase = closed({
  appeal: Appeal,
  division: Division,
  maskedName: Type.String(),
  lastFour: Type.String(),
  statement: Type.String(),
  departure: OrNull(Type.Unknown()),
  sourceText: OrNull(Type.String()),
  decision: OrNull(
    closed({
      decisionId: Id,
      colour: Colour,
      decidedAt: Instant,
      pack: closed({ id: Type.String(), version: Type.String() }),
      reasons: Type.Array(
        closed({ ruleId: Type.String(), text: Bilingual, factIds: Type.Array(Type.String()), trace: Type.Unknown() }),
      ),
      unknown: Type.Array(UnknownInput),
      facts: Type.Array(CaseFact),
    }),
  ),
  facts: Type.Array(CaseFact, { description: 'those that stand now; what is cleared is one of them' }),
});
export type AppealCase = Static<typeof AppealCase>;

export const AttachmentContent = closed({ mediaType: AttachmentMediaType, content: Type.String() });

export const AppealDecision = closed({
  outcome: Type.Enum(['uphold', 'reject']),
  answer: AppealAnswerCodeName,
  text: Statement,
  factIds: Type.Optional(Type.Array(Id, { maxItems: 20, uniqueItems: true })),
});
export type AppealDecision = Static<typeof AppealDecision>;

export const AppealDecided = closed({
  appealId: Id,
  state: Type.String(),
  colour: OrNull(Colour),
  certificateId: OrNull(Id),
});
export type AppealDecided = Static<typeof AppealDecided>;

/** A record in question, in the queue of the source that said it. */
export const SourceCase = closed({
  appealId: Id,
  number: Type.String(),
  source: Type.String(),
  lane: Type.String(),
  askedAt: Instant,
  dueAt: Instant,
  maskedName: Type.String(),
  documentNumber: Type.String(),
  record: closed({ kind: Type.String(), observedAt: Instant, data: Type.Unknown() }),
});
export type SourceCase = Static<typeof SourceCase>;
export const SourceCaseList = closed({ cases: Type.Array(SourceCase) });

export const SourceAnswer = closed({ finding: SourceFindingCode, text: Statement });
export type SourceAnswer = Static<typeof SourceAnswer>;
export const SourceAnswered = closed({ appealId: Id, finding: SourceFindingCode });

/**
 * An appeal against what the province of origin said, passed on to it. Sent again, it is the same appeal, and the answer says how it
 * stands: the asking node asks until it is answered.
 */
export const ForwardedAppeal = closed({
  requestId: Id,
  subject: Subject,
  consent: ConsentEvidence,
  statement: Statement,
  urgent: Type.Boolean(),
});
export type ForwardedAppeal = Static<typeof ForwardedAppeal>;

/** `unknown`: nobody of that identity, or no consent that counts. */
export const ForwardedAppealState = closed({
  requestId: Id,
  state: Type.Enum(['unknown', 'open', 'answered']),
  dueAt: OrNull(Instant),
  finding: OrNull(SourceFindingCode),
});
export type ForwardedAppealState = Static<typeof ForwardedAppealState>;
