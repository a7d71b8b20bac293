import type { CauseCode, schemas } from '@tongxing/contract';
import { addSeconds } from '../../platform/clock.ts';
import type { Mode } from '../../province-recognition.ts';
import {
  type AskDeps,
  type Asked,
  askOrigin,
  type BreakerDeps,
  heardFrom,
  OriginBusy,
  silentIs,
} from '../federation/index.ts';
import { type Identity, subjectOf } from '../identity/index.ts';
import { askPlatform, type PlatformDeps, type PlatformWord } from './ask-platform.ts';
import { openConsent } from './consent-at-rest.ts';
import type { PlatformMode } from './modes.ts';
import { consentIsOver } from './steps.ts';
import type { ConversionRow } from './store.ts';
import type { NodeContext } from '../../node-context.ts';

export interface WaysDeps extends AskDeps, BreakerDeps, PlatformDeps, Pick<NodeContext, 'seal'> {}

/** What was heard about one application: an attestation, or what the national platform says. */
export type Heard = Asked | PlatformWord;

/** Why there is no answer, and when it may be asked for again. */
export interface Silence {
  readonly cause: CauseCode;
  readonly notBefore?: Date | undefined;
}

export interface Answers {
  /** By application; of those who are missing nothing was heard. */
  readonly heard: ReadonlyMap<string, Heard>;
  readonly silence: Silence;
  /** The first way has led to an answer. */
  readonly answered: boolean;
  /** It had been silent and is no longer. */
  readonly again: boolean;
}

export interface Question {
  readonly origin: string;
  readonly rows: readonly ConversionRow[];
  readonly identities: ReadonlyMap<string, Identity>;
  /** Where the first way is not to be gone now, why. */
  readonly shut?: Silence | undefined;
}

/**
 * Asks about people from one origin on the ways of the profile, in their order: a later one is gone only for those of whom the earlier
 * ones brought no answer. So what the origin has said, also a refusal, stands; and a consent that is over lets nobody be asked.
 */
export async function ask(deps: WaysDeps, modes: readonly Mode[], question: Question): Promise<Answers> {
  const { origin, shut } = question;
  const heard = new Map<string, Heard>();
  let silence: Silence = shut ?? { cause: modes[0] === 'attestation' ? 'origin-unreachable' : 'national-unreachable' };
  let [answered, again] = [false, false];
  for (const [position, mode] of modes.entries()) {
    const isFirst = position === 0;
    if (isFirst && shut !== undefined) continue;
    const rows = question.rows.filter((row) => !heard.has(row.conversion_id) && !consentIsOver(deps, row));
    const way = { ...question, rows };
    const outcome = await (mode === 'attestation' ? askNode(deps, way) : throughPlatform(deps, mode, way));
    if (outcome === undefined) continue;
    // What the platform lacks is no answer while the origin itself may still give one.
    for (const [id, word] of outcome.heard) if (isFirst || !('cause' in word)) heard.set(id, word);
    if (!isFirst) continue;
    if (outcome.silence === undefined) {
      answered = true;
      again = await heardFrom(deps, origin);
    } else {
      silence = outcome.silence;
      await silentIs(deps, origin, outcome.silence);
    }
  }
  return { heard, silence, answered, again };
}

/** Undefined where there was nobody to ask about. */
type Outcome =
  | undefined
  | {
      readonly heard: ReadonlyMap<string, Heard>;
      readonly silence?: Silence & { readonly busy: boolean; readonly retryAfterSeconds?: number | undefined };
    };

/** One question to the node of the origin. */
async function askNode(deps: WaysDeps, { origin, rows, identities }: Question): Promise<Outcome> {
  const asked = rows.flatMap((row) => {
    const subject = subjectOf(identities.get(row.person_id) as Identity);
    // For somebody for whom no phone stands any more nothing can be asked; she is told so as soon as one does again.
    return subject === undefined ? [] : [{ row, subject }];
  });
  if (asked.length === 0) return undefined;
  const questions = asked.map(({ row, subject }) => ({
    requestId: row.request_id,
    subject,
    consent: openConsent(deps, row),
  }));
  try {
    const answers = await askOrigin(deps, origin, questions);
    const heard = asked.flatMap(({ row }, position) => {
      const answer = answers[position];
      return answer === undefined ? [] : [[row.conversion_id, answer] as const];
    });
    return { heard: new Map(heard) };
  } catch (error) {
    deps.log.outside('origin did not answer', { origin, error });
    const busy = error instanceof OriginBusy;
    const retryAfterSeconds = busy ? error.retryAfterSeconds : undefined;
    const notBefore = retryAfterSeconds === undefined ? undefined : addSeconds(deps.clock.now(), retryAfterSeconds);
    const cause = busy ? 'origin-busy' : 'origin-unreachable';
    return { heard: new Map(), silence: { cause, busy, retryAfterSeconds, notBefore } };
  }
}

async function throughPlatform(
  deps: WaysDeps,
  mode: PlatformMode,
  { origin, rows, identities }: Question,
): Promise<Outcome> {
  if (rows.length === 0) return undefined;
  const people = new Map(rows.map((row) => [row.person_id, identities.get(row.person_id) as Identity]));
  const words = await askPlatform(deps, { origin, mode }, people);
  if (words.size === 0) return { heard: words, silence: { cause: 'national-unreachable', busy: false } };
  const heard = rows.flatMap((row) => {
    const word = words.get(row.person_id);
    return word === undefined ? [] : [[row.conversion_id, word] as const];
  });
  return { heard: new Map(heard) };
}

/** What an answer says to who weighs it beside a picture. */
export function claimsIn(heard: Heard | undefined): Pick<schemas.AttestationClaims, 'match' | 'facts'> | undefined {
  if (heard === undefined || 'cause' in heard) return undefined;
  return 'said' in heard ? { match: 'match', facts: heard.said.facts } : heard.claims;
}
