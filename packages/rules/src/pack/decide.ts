import { setAside } from '../facts/clearance.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import { readInstant, requireInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';
import type { CompiledPack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Outcome } from './outcome.ts';

/** An outcome, or an earlier decision that stands while a source is silent. */
export interface Decision extends Outcome {
  /** True where the colour, its reasons and `decidedAt` are those of an earlier decision. */
  standing: boolean;
  /** When the rules were last asked. */
  evaluatedAt: string;
  /** Seconds between `decidedAt` and `evaluatedAt`. */
  age: number;
  /** Since when a source has been missing; null unless standing. */
  standingSince: string | null;
}

const fresh = (outcome: Outcome): Decision => ({
  ...outcome,
  standing: false,
  evaluatedAt: outcome.decidedAt,
  age: 0,
  standingSince: null,
});

/** Since when something has been missing: the first report to run out, but not before the last decision. */
function missingSince({ requests }: CompiledPack, { unknown }: Outcome, previous: Decision, now: number): number {
  if (previous.standingSince !== null) return readInstant(previous.standingSince);
  const ends = unknown.map(({ input, source, lastReceivedAt }) => {
    const request = requests.find((candidate) => candidate.input === input && candidate.source === source);
    return request === undefined || lastReceivedAt === null ? now : readInstant(lastReceivedAt) + request.freshFor;
  });
  return Math.min(now, Math.max(readInstant(previous.decidedAt), Math.min(now, ...ends)));
}

/** Whether a silent source is what keeps the rules from an answer, rather than something missing in what was said. */
const isLate = ({ unknown, freshness }: Outcome): boolean =>
  unknown.some(({ input, source }) =>
    freshness.some((state) => state.input === input && state.source === source && !state.fresh),
  );

/** When the grounds of a decision have all ended by themselves; Infinity where one of them has no end. */
function endOfGrounds({ reasons }: Decision): number {
  return Math.max(...reasons.map(({ until }) => (until === null ? Infinity : readInstant(until))));
}

/** A decision whose facts have been cleared or are in doubt does not stand, however late its sources are. */
function restsOnSetAside({ reasons }: Decision, facts: readonly Fact[], now: number): boolean {
  const gone = setAside(facts, now);
  return gone.size > 0 && reasons.some((reason) => reason.facts.some(({ id }) => gone.has(id)));
}

/**
 * {@link evaluate}, with grace: where the rules cannot tell, an earlier decision stands for the pack's grace, counted
 * from the moment the source fell silent, with its age, and never beyond its own end. A source that is late thus
 * neither takes a colour away nor prolongs one. Keep the decision and pass it as `previous` next time.
 *
 * Throws only {@link PolicyError} `invalid-instant`.
 */
export function decide(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
  previous?: Decision,
): Decision {
  const outcome = evaluate(compiled, facts, reference, at);
  if (outcome.colour !== 'pending' || !isLate(outcome)) return fresh(outcome);
  if (previous === undefined || previous.colour === 'pending' || previous.packId !== outcome.packId)
    return fresh(outcome);
  const now = requireInstant(at);
  if (restsOnSetAside(previous, facts, now)) return fresh(outcome);
  const since = missingSince(compiled, outcome, previous, now);
  const end = Math.min(since + compiled.grace, endOfGrounds(previous), compiled.validTo);
  if (!(now < end)) return fresh(outcome);
  return {
    ...outcome,
    colour: previous.colour,
    reasons: previous.reasons,
    decidedAt: previous.decidedAt,
    packVersion: previous.packVersion,
    nextChangeAt: formatInstant(Math.min(end, requireInstant(outcome.nextChangeAt))),
    standsUntil: formatInstant(end),
    standing: true,
    evaluatedAt: outcome.decidedAt,
    age: Math.max(0, Math.floor((now - readInstant(previous.decidedAt)) / 1000)),
    standingSince: formatInstant(since),
  };
}
