import type { schemas } from '@tongxing/contract';
import type { EnteredStay } from '@/forms/check-stays';
import type { LegEntered } from '@/forms/leg-times';
import { vendor } from '@/vendor';
import type { Language } from '@/words/language';

/** A strip with the key that only this device has. Bytes as base64url: storage of mini-programs holds text. */
export interface HeldStrip {
  readonly strip: string;
  readonly key: string;
  /** Seconds since 1970. */
  readonly notBefore: number;
  readonly expiresAt: number;
}

/** What was entered and has not been sent yet. */
export interface Drafts {
  readonly phone?: string;
  readonly signOn?: SignOnAsked;
  readonly answers?: schemas.HealthAnswers;
  readonly stays?: readonly EnteredStay[];
  /** Where the itinerary card has seen her last: proposed as the city of the code. */
  readonly city?: string;
  /** In milliseconds since 1970: until then nothing can be corrected any more. */
  readonly correctAgainAt?: number;
  readonly conversion?: ConversionEntered;
  readonly journey?: JourneyEntered;
  readonly transfer?: TransferEntered;
  /** A trip through several provinces, in order. */
  readonly legs?: readonly LegEntered[];
  readonly consent?: ConsentAsked;
  /** An application that was sent and has no answer yet, or waits its turn. */
  readonly sending?: Sending;
  readonly appeal?: AppealDraft;
  /** Why somebody asks to turn green. */
  readonly green?: string;
  readonly family?: FamilyEntered;
  /** Visits that were scanned and have no answer yet, or were refused and she has not been told. */
  readonly visits?: readonly VisitToSend[];
}

/** A visit as it was signed when the place code was scanned: the same request until it is answered. */
export interface VisitToSend {
  readonly body: schemas.VisitRegistration;
  readonly key: string;
  /** As the place code says; the node says it in full. */
  readonly venueName: string;
  /** Milliseconds since 1970 by the clock of the node. */
  readonly at: number;
  readonly refused?: { readonly title: schemas.Bilingual; readonly cure: schemas.Bilingual };
}

/** Where she lives now, as far as it is entered. */
export interface TransferEntered {
  readonly residence?: string;
  readonly address?: string;
  readonly employer?: string;
}

/** A journey to this province, as far as it is entered. */
export interface JourneyEntered {
  readonly originDivision?: string;
  readonly destination?: string;
  /** Midnight in China, in milliseconds since 1970. */
  readonly day?: number;
  readonly transport?: schemas.PreArrival['transport'];
}

/** What was entered of an application to convert, beside answers and stays. */
export interface ConversionEntered {
  readonly originDivision?: string;
  readonly destination?: string;
  /** Of the draft at the node, where it was made from an earlier application. */
  readonly draftId?: string;
  /** How the code of before is compared, where she does not agree at her own province. */
  readonly way?: 'picture' | 'linked' | undefined;
}

/** The same request until it is answered, also after the app was closed: body and key, and her place in the queue. */
export interface Sending {
  readonly body: schemas.ConversionApplication;
  readonly key: string;
  readonly draftId?: string;
  readonly held?: HeldTicket;
}

/** A place in the queue, and when to come with it, in milliseconds since 1970 by this device. */
export interface HeldTicket {
  readonly ticket: NonNullable<schemas.Problem['ticket']>;
  readonly dueAt: number;
}

/** What she is at the app of the province for: what comes back signs her in only together with the verifier. */
export interface SignOnAsked {
  readonly state: string;
  readonly codeVerifier: string;
  /** The page to go on with. */
  readonly onward: string;
}

/** What was entered of an application for a family. */
export interface FamilyEntered {
  readonly originDivision?: string;
  readonly destination?: string;
  readonly stays?: readonly schemas.Stay[];
  /** Who applies, with answers as far as there are any: by `dependantId`, herself as `self`. */
  readonly members: Readonly<Record<string, schemas.HealthAnswers>>;
}

/** What she is at her own province for: the code that comes back opens the question only together with the verifier. */
export interface ConsentAsked {
  readonly originDivision: string;
  readonly codeVerifier: string;
  /** An application to go on with or to renew, or the transfer of her code; absent: a new application. */
  readonly for?: { readonly conversionId: string; readonly to: 'continue' | 'renew' } | { readonly to: 'transfer' };
  /** Where she agrees, as long as she does so in a browser and has not been back with it. */
  readonly address?: string | undefined;
  /** Once she has agreed there. */
  readonly authorizationCode?: string;
}

/** An appeal as far as it is written. */
export interface AppealDraft {
  readonly ground: schemas.AppealFiling['ground'];
  readonly ruleId?: string;
  readonly statement: string;
  readonly departure?: {
    readonly mode: schemas.Departure['mode'];
    readonly number: string;
    readonly day?: number;
    readonly time: string;
  };
}

/** What is held of one person. */
export interface Held {
  readonly me?: schemas.Me;
  readonly code?: schemas.Code;
  readonly health?: schemas.HealthInformation;
  /** She was seen to arrive, as she had agreed, and an application stands ready. */
  readonly arrival?: Pick<schemas.Arrival, 'division' | 'arrivedAt'>;
  readonly strips: readonly HeldStrip[];
  readonly drafts: Drafts;
}

/** All that the app knows, on this device and nowhere else. What is held of a person is that of whom she acts for. */
export interface Kept extends Held {
  readonly language: Language;
  readonly elder: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly deviceId?: string;
  readonly session?: schemas.Session;
  readonly province?: Omit<Province, 'serverTime' | 'codeValidityDays'>;
  /** What counts in the province while its node cannot be reached. */
  readonly fallback?: Pick<schemas.PublishedFallback['order'], 'text' | 'source'> & { readonly learnedAt: number };
  /** Milliseconds by which this device's clock is behind the node's. */
  readonly offsetMs: number;
  /** She has seen how the app gets to the home screen, and needs it no more. */
  readonly homeScreenSeen?: true;
  /** Number of the receipt, once her account is being closed: it is all that is left afterwards. */
  readonly receiptId?: string;
  /** Those she may act for, as last heard. */
  readonly family: readonly schemas.Dependant[];
  /** The application for the family that was sent last. */
  readonly familyGroup?: string;
  /** Whom she acts for now: `dependantId`; absent: herself. */
  readonly actingFor?: string;
  /** What is held of everybody else, by `dependantId`; of herself under `self`. */
  readonly others: Readonly<Record<string, Held>>;
}

type Province = import('@tongxing/contract').AnswerOf<typeof import('@tongxing/contract').routes.getProvince>;

const key = 'tongxing.1';
const fresh: Kept = {
  language: vendor.language,
  elder: false,
  theme: 'system',
  strips: [],
  offsetMs: 0,
  drafts: {},
  family: [],
  others: {},
};

let kept: Kept = load();
const listeners = new Set<() => void>();

function load(): Kept {
  const text = vendor.read(key);
  if (text === undefined) return fresh;
  try {
    return { ...fresh, ...(JSON.parse(text) as Partial<Kept>) };
  } catch {
    // Cut off while it was written, by a device that ran out of power or space: she signs in again, and nothing at the node is lost.
    return fresh;
  }
}

export function getKept(): Kept {
  return kept;
}

/** Changes what is kept, on the device too, and shows it. */
export function keep(change: Partial<Kept>): void {
  kept = { ...kept, ...change };
  vendor.write(key, JSON.stringify(kept));
  for (const listener of listeners) listener();
}

export function keepDraft(draft: Drafts): void {
  keep({ drafts: { ...kept.drafts, ...draft } });
}

/** Everything about the person and her family goes; how the app looks stays, and the number of a receipt, which names nobody. */
export function forgetPerson(): void {
  const { language, elder, theme, receiptId, homeScreenSeen, province, fallback, offsetMs } = kept;
  begin({ language, elder, theme, receiptId, homeScreenSeen, province, fallback, offsetMs });
}

/**
 * She is signed out. What it takes to show her code and those of her family stays until they end: who cannot sign in again at once is
 * not without one.
 */
export function forgetSession(): void {
  const { language, elder, theme, receiptId, homeScreenSeen, province, fallback, offsetMs, deviceId, family } = kept;
  const others: Record<string, Held> = {};
  for (const whom of Object.keys(kept.others)) others[whom] = shownOf(kept.others[whom] as Held);
  const held = shownOf(kept);
  const ofProvince = { province, fallback, offsetMs };
  begin({ ...held, language, elder, theme, receiptId, homeScreenSeen, ...ofProvince, deviceId, family, others });
}

function shownOf({ me, code, strips }: Held): Held {
  return { me, code, strips, drafts: {} };
}

function begin(change: Partial<Kept>): void {
  kept = fresh;
  vendor.remove(key);
  keep(change);
}

/** @returns how to stop */
export function onKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
