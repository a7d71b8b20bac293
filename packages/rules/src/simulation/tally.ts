import type { Decision } from '../pack/decide.ts';

type Colour = Decision['colour'];

/** What one person would be told by the rules of now and by a draft. */
export interface Comparison {
  /** Named so that nobody can tell who it is. */
  readonly pseudonym: string;
  /** Where the changes are counted: usually the city she lives in. */
  readonly division: string | null;
  readonly before: Pick<Decision, 'colour' | 'reasons' | 'unknown'>;
  readonly after: Pick<Decision, 'colour' | 'reasons' | 'unknown'>;
}

export interface Example {
  readonly pseudonym: string;
  readonly from: Colour;
  readonly to: Colour;
  /** Rules. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What the draft cannot tell for want of it: input and source. */
  readonly unknown: readonly string[];
}

/** Counts of people, as plain JSON, so that a simulation can be put away and gone on with. A step is `from>to`. */
export interface Tally {
  lookedAt: number;
  readonly colours: Record<string, number>;
  /** Of those who change. */
  readonly divisions: Record<string, Record<string, number>>;
  readonly rules: Record<string, { gained: number; lost: number }>;
  /** By input and source, of those who would be pending. */
  readonly unknown: Record<string, number>;
  readonly examples: Example[];
}

/** Of each step; more would be a list of people. */
const examplesOfAStep = 3;
/** Where nobody knows, or outside. */
export const elsewhere = '-';

export function createTally(): Tally {
  return { lookedAt: 0, colours: {}, divisions: {}, rules: {}, unknown: {}, examples: [] };
}

/** Counts one person. */
export function count(tally: Tally, { pseudonym, division, before, after }: Comparison): void {
  const step = `${before.colour}>${after.colour}`;
  tally.lookedAt += 1;
  add(tally.colours, step);
  const missing = after.colour === 'pending' ? unknownOf(after) : [];
  for (const name of missing) add(tally.unknown, name);
  if (before.colour === after.colour) return;
  const where = (tally.divisions[division ?? elsewhere] ??= {});
  add(where, step);
  const [was, is] = [rulesOf(before), rulesOf(after)];
  for (const rule of is) if (!was.includes(rule)) of(tally, rule).gained += 1;
  for (const rule of was) if (!is.includes(rule)) of(tally, rule).lost += 1;
  const known = tally.examples.filter((example) => `${example.from}>${example.to}` === step);
  if (known.length >= examplesOfAStep) return;
  tally.examples.push({ pseudonym, from: before.colour, to: after.colour, before: was, after: is, unknown: missing });
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

const of = ({ rules }: Tally, ruleId: string) => (rules[ruleId] ??= { gained: 0, lost: 0 });

const rulesOf = ({ reasons }: Comparison['before']): string[] => [...new Set(reasons.map(({ ruleId }) => ruleId))];

const unknownOf = ({ unknown }: Comparison['before']): string[] => [
  ...new Set(unknown.map(({ input, source }) => `${input} ${source}`)),
];
