import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import type { CompiledPack } from '../pack/compile-pack.ts';
import { evaluate } from '../pack/evaluate.ts';
import type { Outcome } from '../pack/outcome.ts';
import { readInstant, requireInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';
import { type Hypothesis, nothing, suppose, type Supposed } from './hypothesis.ts';
import { type Way, waysToGreen } from './ways-to-green.ts';

const MINUTE = 60_000;
const MAX_CHANGES = 16;

/** A test sampled from the one instant on, to the other, both included, makes her green. */
export interface TestWindow {
  from: string;
  until: string;
}

/** How a pack would judge somebody who comes at an instant. All instants are texts with +08:00. */
export interface Outlook {
  /** The outcome then, if sources repeat what they said; with a new declaration where only that is lacking. */
  outcome: Outcome;
  /** She has to declare anew by then, truthfully and without symptoms. */
  declares: boolean;
  /** How the colour goes on until the end of the time asked about. */
  changes: { at: string; colour: Outcome['colour'] }[];
  /** The one test that is needed and makes it green on arrival; null where none is needed or one is not enough. */
  test: TestWindow | null;
  /** What makes it green by the end of the time asked about, where one test does not; null where it is green, or nothing does. */
  way: Way | null;
}

interface Asked extends Hypothesis {
  readonly compiled: CompiledPack;
  readonly now: number;
  readonly end: number;
}

function judge({ compiled, now, end, ...known }: Asked, supposed: Partial<Supposed>, at: number): Outcome {
  const { facts, reference } = suppose(compiled, known, now, end + MINUTE, { ...nothing, ...supposed });
  return evaluate(compiled, facts, reference, formatInstant(at));
}

/** The earliest minute from which on a test counts on arrival; whole minutes from `now` on. */
function earliestTest(asked: Asked, declares: boolean, arrival: number): number {
  let [fails, counts] = [-1, Math.floor((arrival - asked.now) / MINUTE)];
  while (counts - fails > 1) {
    const middle = Math.floor((counts + fails) / 2);
    const isGreen = judge(asked, { declares, tests: [asked.now + middle * MINUTE] }, arrival).colour === 'green';
    if (isGreen) counts = middle;
    else fails = middle;
  }
  return asked.now + counts * MINUTE;
}

function testWindow(asked: Asked, declares: boolean, arrival: number): TestWindow | null {
  const reads = asked.compiled.requests.some(({ input }) => input === 'tests');
  if (!reads || judge(asked, { declares, tests: [arrival] }, arrival).colour !== 'green') return null;
  return { from: formatInstant(earliestTest(asked, declares, arrival)), until: formatInstant(arrival) };
}

function changesOf(asked: Asked, declares: boolean, first: Outcome): Outlook['changes'] {
  const changes: Outlook['changes'] = [];
  let last = first;
  for (let i = 0; i < MAX_CHANGES; i += 1) {
    const at = readInstant(last.nextChangeAt);
    if (!(at <= asked.end)) break;
    const next = judge(asked, { declares }, at);
    if (next.colour !== last.colour) changes.push({ at: formatInstant(at), colour: next.colour });
    last = next;
  }
  return changes;
}

/**
 * How a pack would judge a person who arrives at an instant and stays to another, and what she has to do for green: every answer is
 * tried with the rules. It rests on what {@link waysToGreen} rests on.
 *
 * Throws only {@link PolicyError} `invalid-instant`.
 */
export function outlook(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  { now, arrival, until }: { readonly now: string; readonly arrival: string; readonly until: string },
): Outlook {
  const asked = { compiled, facts, reference, now: requireInstant(now), end: requireInstant(until) };
  const at = requireInstant(arrival);
  const asIs = judge(asked, {}, at);
  const declared = asIs.colour === 'green' ? asIs : judge(asked, { declares: true }, at);
  // To declare again is asked for only where it changes something.
  const declares = declared.colour !== asIs.colour;
  const outcome = declares ? declared : asIs;
  const changes = changesOf(asked, declares, outcome);
  if (outcome.colour === 'green') return { outcome, declares, changes, test: null, way: null };
  const bare = testWindow(asked, false, at);
  const test = bare ?? testWindow(asked, true, at);
  if (test !== null) return { outcome, declares: bare === null, changes, test, way: null };
  const { own } = waysToGreen(compiled, facts, reference, now);
  return { outcome, declares, changes, test, way: own !== null && readInstant(own.greenAt) <= asked.end ? own : null };
}
