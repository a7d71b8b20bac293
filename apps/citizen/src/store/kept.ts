import type { schemas } from '@tongxing/contract';
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
  readonly stays?: readonly schemas.Stay[];
  readonly conversion?: ConversionEntered;
  readonly consent?: ConsentAsked;
  readonly appeal?: AppealDraft;
  /** Why somebody asks to turn green. */
  readonly green?: string;
}

/** What was entered of an application to convert, beside answers and stays. */
export interface ConversionEntered {
  readonly originDivision?: string;
  readonly destination?: string;
  /** Of the draft at the node, where it was made from an earlier application. */
  readonly draftId?: string;
}

/** What she is at the app of the province for: what comes back signs her in only together with the verifier. */
export interface SignOnAsked {
  readonly state: string;
  readonly codeVerifier: string;
  /** The page to go on with. */
  readonly onward: string;
}

/** What she is at her own province for: the code that comes back opens the question only together with the verifier. */
export interface ConsentAsked {
  readonly originDivision: string;
  readonly codeVerifier: string;
  /** An application to go on with or to renew; absent: a new one. */
  readonly for?: { readonly conversionId: string; readonly to: 'continue' | 'renew' };
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

/** All that the app knows, on this device and nowhere else. */
export interface Kept {
  readonly language: Language;
  readonly elder: boolean;
  readonly theme: 'system' | 'light' | 'dark';
  readonly deviceId?: string;
  readonly session?: schemas.Session;
  readonly province?: Omit<Province, 'serverTime' | 'codeValidityDays'>;
  readonly me?: schemas.Me;
  readonly code?: schemas.Code;
  readonly health?: schemas.HealthInformation;
  readonly strips: readonly HeldStrip[];
  /** Milliseconds by which this device's clock is behind the node's. */
  readonly offsetMs: number;
  readonly drafts: Drafts;
}

type Province = import('@tongxing/contract').AnswerOf<typeof import('@tongxing/contract').routes.getProvince>;

const key = 'tongxing.1';
const fresh: Kept = { language: vendor.language, elder: false, theme: 'system', strips: [], offsetMs: 0, drafts: {} };

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

/** Everything about the person goes; how the app looks stays. */
export function forget(): void {
  const { language, elder, theme } = kept;
  begin({ language, elder, theme });
}

/** She is signed out. What it takes to show a code stays until the code ends: who cannot sign in again at once is not without one. */
export function forgetSession(): void {
  const { language, elder, theme, deviceId, province, me, code, strips, offsetMs } = kept;
  begin({ language, elder, theme, deviceId, province, me, code, strips, offsetMs });
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
