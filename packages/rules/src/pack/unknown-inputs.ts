import type { Assembly } from '../facts/assemble.ts';
import { inputNames } from '../facts/document.ts';
import type { Freshness } from '../facts/freshness.ts';
import type { Reading } from '../three-valued/context.ts';
import type { UnknownInput } from './outcome.ts';

const known = new Set<string>(inputNames);

const MAX_PATHS = 10_000;
const inputByPath = new Map<string, string | null>();

/** The input a path begins with, null where it begins with none. Remembered: packs read few paths, often. */
function inputOf(path: string): string | null {
  let input = inputByPath.get(path);
  if (input === undefined) {
    const dot = path.indexOf('.');
    const root = dot < 0 ? path : path.slice(0, dot);
    input = known.has(root) ? root : null;
    if (inputByPath.size >= MAX_PATHS) inputByPath.clear();
    inputByPath.set(path, input);
  }
  return input;
}

/** The inputs among the paths of some readings, each once, by their last reading. */
export function inputsOf(readings: readonly Reading[]): string[] {
  const inputs: string[] = [];
  for (let i = readings.length - 1; i >= 0; i -= 1) {
    const input = inputOf((readings[i] as Reading).path);
    if (input !== null && !inputs.includes(input)) inputs.push(input);
  }
  return inputs.reverse();
}

/** What kept an unknown rule from an answer: inputs marked unknown, else everything it read. */
function causesOfUnknown(trace: readonly Reading[]): string[] {
  const marked = new Set<string>();
  for (const { path, value } of trace) {
    if (typeof value !== 'object' || value === null || !('unknown' in value)) continue;
    const input = value.unknown === '' ? inputOf(path) : value.unknown;
    if (input !== null) marked.add(input);
  }
  return marked.size > 0 ? [...marked] : inputsOf(trace);
}

/** A rule that might have made green or was left open, and what it read. */
export interface OpenRule {
  ruleId: string;
  truth: 'false' | 'unknown';
  trace: readonly Reading[];
}

/** A false rule ended at the input it failed on, because a conjunction stops there: the last one it read. */
const causesOf = ({ truth, trace }: OpenRule): string[] =>
  truth === 'unknown' ? causesOfUnknown(trace) : inputsOf(trace).slice(-1);

/** One entry per input and source that left rules open; of an input asked of several sources, the late ones. */
export function unknownInputs(open: readonly OpenRule[], { freshness }: Assembly): UnknownInput[] {
  if (open.length === 0) return [];
  const waiting = new Map<string, string[]>();
  for (const rule of open) {
    const { ruleId } = rule;
    for (const input of causesOf(rule)) {
      const rules = waiting.get(input);
      if (rules === undefined) waiting.set(input, [ruleId]);
      else rules.push(ruleId);
    }
  }
  return [...waiting].flatMap(([input, ruleIds]) => {
    const asked = freshness.filter((state) => state.input === input);
    const late = asked.filter(({ fresh }) => !fresh);
    const sources: Pick<Freshness, 'source' | 'receivedAt'>[] = late.length > 0 ? late : asked;
    return sources.map(({ source, receivedAt }) => ({ input, source, ruleIds, lastReceivedAt: receivedAt }));
  });
}
