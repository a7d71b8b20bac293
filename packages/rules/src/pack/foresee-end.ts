import { assembleAt } from '../facts/assemble.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import { createContext } from '../three-valued/context.ts';
import { TRUE } from '../three-valued/truth.ts';
import type { CompiledPack, CompiledRule } from './compile-pack.ts';
import { judge } from './judge.ts';

/** What is known of a person. */
export interface Inputs {
  facts: readonly Fact[];
  reference: Reference | null;
}

/** A rule that turns oftener than this has no end that could be told to anybody. */
const MAX_TURNS = 64;

/**
 * The instant (milliseconds) at which a rule that is true is no longer true, if nothing is heard until then and every
 * source is taken at its last word, however old; NaN where it does not end by itself. Goes from one turning point to
 * the next, so it is exact for any condition.
 */
export function foreseeEnd({ tracing }: CompiledRule, { facts, reference }: Inputs, pack: CompiledPack): number {
  const { sorting, readsTestsSince, readsCountyLevel, readsLevelLeft, areaLevels } = pack;
  const requests = pack.requests.map((request) => ({ ...request, freshFor: Infinity }));
  const wanted = { requests, sorting, readsTestsSince, readsCountyLevel, readsLevelLeft, areaLevels };
  const context = createContext(null);
  let now = pack.context.at;
  for (let turn = 0; turn < MAX_TURNS; turn += 1) {
    const assembly = assembleAt(facts, reference, wanted, now);
    context.at = now;
    context.next = assembly.changesAt;
    if (judge(tracing, assembly, context) !== TRUE) return now;
    if (context.next === Infinity) return NaN;
    now = context.next;
  }
  return NaN;
}
