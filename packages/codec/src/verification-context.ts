import type { Colour } from './strip-claims.ts';
import type { TrustList } from './trust-list.ts';

/** What a verified status list says about one index. */
export interface StatusAnswer {
  /** 0 valid, 1 invalid for good, 3 ask the node; 2 is not used here and read like 3. */
  readonly status: 0 | 1 | 2 | 3;
  /** When the list was signed (its `iat`), in seconds. */
  readonly asOf: number;
  /** When the list's word ends (its `exp`), in seconds. */
  readonly expiresAt?: number;
  /**
   * The person's colour now, where the issuing node itself answers: it takes the place of the colour in the strip and is
   * the answer to `ask the node`. A status list never carries one.
   */
  readonly colour?: Colour;
}

/** The part that a province's profile decides. Durations in seconds. */
export interface VerificationRules {
  /** How old a display may be. */
  readonly displayPast: number;
  /** How far a clock may run ahead of ours. */
  readonly displayFuture: number;
  /** How old an answer may be before it is no answer; more than 24 hours counts as 24 hours. */
  readonly asOfLimit: number;
  /** Whether an old display, such as a screenshot, stops. */
  readonly staleDisplay: 'stop' | 'pass';
  /** Whether another province's green passes here. */
  readonly foreignGreen: 'pass' | 'cannot-tell';
  /** What the green of some provinces is here, by the division of their node; of every other, {@link foreignGreen}. */
  readonly foreignGreenOf?: Readonly<Record<string, 'pass' | 'cannot-tell'>>;
  /**
   * Whether another province's strip counts only together with a status list of that province that is no older than `asOfLimit`: its
   * own signing time is then never enough. False where it is left out.
   */
  readonly foreignListRequired?: boolean;
}

export const DEFAULT_RULES: VerificationRules = {
  displayPast: 90,
  displayFuture: 30,
  asOfLimit: 14_400,
  staleDisplay: 'stop',
  foreignGreen: 'cannot-tell',
};

/** No profile may let an answer live longer than this, in seconds. */
export const AS_OF_HARD_LIMIT = 86_400;

/** Where and when a code is checked, and what the checkpoint knows. */
export interface VerificationContext {
  /** Seconds since 1970. */
  readonly now: number;
  /**
   * By how many seconds the reader's own clock was ahead of its node's when they last spoke; negative when it was behind. Absent
   * while they have never been compared.
   */
  readonly clockAhead?: number;
  /** Where the checkpoint stands. */
  readonly division: string;
  /** A list returned by `verifyTrustList`, or undefined while there is none. */
  readonly trustList: TrustList | undefined;
  /** When the checkpoint last heard that there is no newer trust list; by default, when the list was issued. */
  readonly trustListAsOf?: number;
  /** The answer of a verified status list; undefined where no list covers the index. Must not fetch anything. */
  statusOf(uri: string, idx: number): StatusAnswer | undefined;
  readonly rules: VerificationRules;
}
