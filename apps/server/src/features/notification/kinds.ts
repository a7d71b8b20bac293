import type { AppealAnswerCode, HearingMatter, HearingOutcome, schemas } from '@tongxing/contract';

export type Kind = schemas.MessageKind;
export type Template = schemas.MessageTemplate;
export type ChannelName = schemas.MessageChannelName;

/** What a message says beside what stands with its subject. Nothing that names anybody. */
export interface Details {
  /** colour-changed */
  readonly from?: schemas.Colour | null;
  /** colour-changed, colour-worsening */
  readonly to?: schemas.Colour;
  /** colour-worsening, code-ending, colour-by-…, stay-…: when it happens, RFC 3339 */
  readonly at?: string;
  /** colour-worsening: the rules that will then be true; they are in no decision yet */
  readonly reasons?: readonly MessageReason[];
  /** application-…: a cause of the contract */
  readonly cause?: string | null;
  /** appeal-…, hearing-…: number of the case */
  readonly caseNumber?: string;
  /** appeal-upheld, appeal-rejected: which sentence answers it */
  readonly answer?: AppealAnswerCode;
  /** hearing-opened, hearing-closed: what declaration and data differ in, and how it ended */
  readonly matter?: HearingMatter;
  readonly hearingOutcome?: HearingOutcome;
  /** question-asserted: who asked */
  readonly peerName?: schemas.Bilingual;
  /** colour-by-…: whose order, why, and on what paper; `at` is its end */
  readonly office?: schemas.Bilingual;
  readonly ground?: schemas.Bilingual;
  readonly documentNumber?: string;
}

export interface MessageReason {
  readonly text: schemas.Bilingual;
  readonly until: string | null;
  readonly release: schemas.Bilingual;
}

/** Something to be told to a person, once for its kind and subject. */
export interface Told {
  readonly personId: string;
  readonly kind: Kind;
  /** The decision, application, code or question that it is about. */
  readonly subjectId: string;
  readonly details: Details;
}

/** The subscribe message that brings a kind. */
export function templateOf(kind: Kind): Template {
  if (['colour-changed', 'colour-by-list', 'colour-by-hand'].includes(kind)) return 'colour';
  if (['colour-worsening', 'code-ending', 'stay-outlasts-code', 'stay-over', 'stay-long'].includes(kind))
    return 'reminder';
  return kind === 'question-asserted' ? 'question' : 'application';
}
