import { type CauseCode, people } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds } from '../../platform/clock.ts';
import { inParallel } from '../../platform/in-parallel.ts';
import { divisionPrefix } from '@tongxing/rules';
import type { NationalPlatform } from '../facts/index.ts';
import type { Identity } from '../identity/index.ts';
import type { PlatformMode } from './modes.ts';
import type { Said } from './said.ts';

export interface PlatformDeps extends Pick<NodeContext, 'clock' | 'province' | 'log'> {
  readonly nationalPlatform: NationalPlatform;
}

/** What the national platform says of somebody: her colour, or why it is not the word of her origin. */
export type PlatformWord = { readonly said: Said } | { readonly cause: CauseCode };

/** People who are asked about at the same time: its interface takes one in a question. */
const together = 8;
/** Seconds that its clock may be ahead of ours. */
const clockTolerance = 30;

/**
 * Asks the national platform about people from one origin. It is told their document numbers and nothing else. Whoever is missing in
 * the answer got none that is believed: it is down or slow, or the answer is garbled, old, or about somebody else.
 */
export async function askPlatform(
  deps: PlatformDeps,
  { origin, mode }: { readonly origin: string; readonly mode: PlatformMode },
  asked: ReadonlyMap<string, Identity>,
): Promise<ReadonlyMap<string, PlatformWord>> {
  const words = new Map<string, PlatformWord>();
  await inParallel(together, [...asked], async ([personId, { documentType, documentNumber }]) => {
    const reference = { documentType: documentType as people.DocumentType, documentNumber };
    try {
      const answer = await deps.nationalPlatform.codeOf(people.lifelongNumber(reference));
      words.set(personId, believe(deps, { origin, mode }, answer));
    } catch (error) {
      deps.log.outside('source failed', { source: 'national-platform', error });
    }
  });
  return words;
}

type Answer = Awaited<ReturnType<NationalPlatform['codeOf']>>;

/** @throws Error where an answer cannot be true */
function believe(
  { clock, province }: PlatformDeps,
  { origin, mode }: { readonly origin: string; readonly mode: PlatformMode },
  answer: Answer,
): PlatformWord {
  if (!answer.known) return { cause: 'national-no-record' };
  const { freshMinutes, makesGreen } = province.recognition.nationalCode;
  const now = clock.now();
  const [asOf, decidedAt] = [new Date(answer.observedAt), new Date(answer.decidedAt)];
  if (asOf > addSeconds(now, clockTolerance) || decidedAt > asOf) throw new Error('the source answers from the future');
  if (asOf < addSeconds(now, -freshMinutes * 60)) throw new Error('the source answers of long ago');
  const isOf = (division: string) => answer.decidedBy.startsWith(divisionPrefix(division));
  // What came from here would only come back: a colour is never evidence for itself.
  if (isOf(province.division) || (mode === 'bridge' && !isOf(origin))) return { cause: 'national-other-province' };
  if (answer.colour === 'green' && !makesGreen) return { cause: 'national-not-enough' };
  return { said: saidBy(answer, mode === 'bridge' ? 'relayed' : 'national') };
}

function saidBy(
  { colour, decidedAt, decidedBy }: Extract<Answer, { known: true }>,
  grade: 'relayed' | 'national',
): Said {
  const facts = { colour, decidedAt, validUntil: null, releaseAt: null, reasons: [], tests: [], freshness: [] };
  return {
    facts,
    consent: { grade: 'asserted', accepted: true },
    grade,
    ...(grade === 'national' ? { decidedBy } : {}),
  };
}
