import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import type { SourceName } from '../facts/terms.ts';
import type { CompiledPack } from '../pack/compile-pack.ts';
import { evaluate } from '../pack/evaluate.ts';
import type { Outcome } from '../pack/outcome.ts';
import { readInstant, requireInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';
import { type Hypothesis, nothing, suppose, type Supposed } from './hypothesis.ts';

const DAY = 86_400_000;
/** Nothing is foretold beyond this. */
const HORIZON = 60 * DAY;
/** Turning points that are looked at on one way; beyond them it is not known. */
const MAX_TURNS = 128;
/** Instants at which a series of tests may begin: now, and the first turning points. */
const MAX_STARTS = 8;
/** Days in a row on which tests are supposed; those that turn out needless are left out. */
const MAX_TESTS = 14;

/** Something that has to happen. All instants are texts with +08:00. */
export type Step =
  /** The person declares health and itinerary anew, once it is true that she is without symptoms. */
  | { kind: 'declare' }
  /** A single negative test, sampled then or later. */
  | { kind: 'test'; at: string }
  /** Nothing but the time. */
  | { kind: 'wait'; until: string }
  /** A source that is late answers, and has nothing new to say. */
  | { kind: 'answer'; source: SourceName }
  /** The source takes back what it said: an appeal, or its own order. */
  | { kind: 'lift'; source: SourceName; factId: string };

/** Steps after which the rules say green, by these green rules. */
export interface Way {
  steps: Step[];
  greenAt: string;
  ruleIds: string[];
}

export interface WaysToGreen {
  /** The earliest that the person can do by herself; of several, the one with the fewest steps. Null: there is none within 60 days. */
  own: Way | null;
  /** The earliest where a source takes back what made the colour. Null where nothing that could be taken back would help. */
  lifted: Way | null;
}

interface Asked extends Hypothesis {
  readonly compiled: CompiledPack;
  readonly at: number;
}

interface Reached {
  readonly supposed: Supposed;
  /** Milliseconds. */
  readonly greenAt: number;
  readonly outcome: Outcome;
}

/** The first instant at which the rules say green under a supposition, and the turning points on the way there. */
function follow(asked: Asked, supposed: Supposed, before: number): { turns: number[]; reached: Reached | null } {
  const { compiled, at } = asked;
  const { facts, reference } = suppose(compiled, asked, at, at + HORIZON + DAY, supposed);
  const turns: number[] = [];
  for (let now = at; now < before && turns.length < MAX_TURNS;) {
    const outcome = evaluate(compiled, facts, reference, formatInstant(now));
    if (outcome.colour === 'green') return { turns, reached: { supposed, greenAt: now, outcome } };
    const next = readInstant(outcome.nextChangeAt);
    // At the end of its time of force the pack says nothing any more.
    if (!(next > now) || next >= compiled.validTo) break;
    turns.push(next);
    now = next;
  }
  return { turns, reached: null };
}

/** Leaves out every test without which it is green just as early. */
function withoutNeedlessTests(asked: Asked, found: Reached): Reached {
  let best = found;
  for (const test of found.supposed.tests) {
    const tests = best.supposed.tests.filter((other) => other !== test);
    const { reached } = follow(asked, { ...best.supposed, tests }, best.greenAt + 1);
    if (reached !== null) best = reached;
  }
  return best;
}

const stepsOf = ({ supposed: { declares, tests } }: Reached): number => tests.length + (declares ? 1 : 0);

const isBetter = (found: Reached, best: Reached | null): boolean =>
  best === null || found.greenAt < best.greenAt || (found.greenAt === best.greenAt && stepsOf(found) < stepsOf(best));

/** The earliest green that is in the person's own hands, given what sources have taken back. */
function earliest(asked: Asked, lifted: ReadonlySet<string>): Reached | null {
  const end = asked.at + HORIZON;
  let best: Reached | null = null;
  for (const declares of [false, true]) {
    const supposed = { ...nothing, declares, lifted };
    const { turns, reached } = follow(asked, supposed, end);
    if (reached !== null && isBetter(reached, best)) best = reached;
    const readsTests = asked.compiled.requests.some(({ input }) => input === 'tests');
    for (const start of readsTests ? [asked.at, ...turns.slice(0, MAX_STARTS)] : []) {
      const tests = Array.from({ length: MAX_TESTS }, (_, day) => start + day * DAY);
      const tested = follow(asked, { ...supposed, tests }, Math.min(end, best?.greenAt ?? end)).reached;
      if (tested === null) continue;
      const needed = withoutNeedlessTests(asked, tested);
      if (isBetter(needed, best)) best = needed;
    }
  }
  return best;
}

/** The sources whose answers the way rests on: those of an input the rules read that are late now. */
function lateSources({ compiled, facts, reference, at }: Asked): SourceName[] {
  const { freshness } = evaluate(compiled, facts, reference, formatInstant(at));
  const late = freshness.filter(({ fresh, source }) => !fresh && source !== 'declaration');
  return [...new Set(late.map(({ source }) => source))];
}

function describe(asked: Asked, { supposed, greenAt, outcome }: Reached): Way {
  const steps: Step[] = [];
  for (const id of supposed.lifted) {
    const fact = asked.facts.find((each) => each.id === id) as Fact;
    steps.push({ kind: 'lift', source: fact.source, factId: id });
  }
  for (const source of lateSources(asked)) steps.push({ kind: 'answer', source });
  if (supposed.declares) steps.push({ kind: 'declare' });
  for (const test of supposed.tests) steps.push({ kind: 'test', at: formatInstant(test) });
  const last = supposed.tests.at(-1) ?? asked.at;
  if (greenAt > last) steps.push({ kind: 'wait', until: formatInstant(greenAt) });
  return { steps, greenAt: formatInstant(greenAt), ruleIds: outcome.reasons.map(({ ruleId }) => ruleId) };
}

/** The facts behind the colour that a source could take back: not what the person says, nor that a source was asked. */
function liftable({ compiled, facts, reference, at }: Asked): string[] {
  const { colour, reasons } = evaluate(compiled, facts, reference, formatInstant(at));
  if (colour !== 'red' && colour !== 'yellow') return [];
  const cited = new Set(reasons.flatMap((reason) => reason.facts.map(({ id }) => id)));
  return facts
    .filter(({ id, kind, source }) => cited.has(id) && kind !== 'source-report' && source !== 'declaration')
    .map(({ id }) => id);
}

/** The earliest green if one thing were taken back, or all that made the colour; all only where one is not as good. */
function earliestLifted(asked: Asked): Reached | null {
  const ids = liftable(asked);
  const single = ids.map((id) => [id]);
  let best: Reached | null = null;
  for (const set of ids.length > 1 ? [...single, ids] : single) {
    const found = earliest(asked, new Set(set));
    if (found !== null && isBetter(found, best)) best = found;
  }
  return best;
}

/**
 * When a person becomes green if she does nothing, every source repeats what it said, and nothing new becomes known; null where that is
 * not within 60 days, as where her declaration runs out first.
 *
 * Throws only {@link PolicyError} `invalid-instant`.
 */
export function greenByWaiting(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
): Way | null {
  const asked: Asked = { compiled, facts, reference, at: requireInstant(at) };
  const { reached } = follow(asked, nothing, asked.at + HORIZON);
  return reached === null ? null : describe(asked, reached);
}

/**
 * What would make a person green, and when at the earliest: found by asking the rules themselves with what might come to be, so that
 * nothing is offered that they would not accept. It rests on this: the rules stay, every source repeats what it said, tests are
 * negative, and nothing new becomes known.
 *
 * Throws only {@link PolicyError} `invalid-instant`.
 */
export function waysToGreen(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
): WaysToGreen {
  const asked: Asked = { compiled, facts, reference, at: requireInstant(at) };
  const own = earliest(asked, nothing.lifted);
  const lifted = own?.greenAt === asked.at ? null : earliestLifted(asked);
  const helps = lifted !== null && (own === null || lifted.greenAt < own.greenAt);
  return { own: own === null ? null : describe(asked, own), lifted: helps ? describe(asked, lifted) : null };
}
