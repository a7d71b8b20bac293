import { type Assembly, assembleAt, factsBehind } from '../facts/assemble.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import type { Colour } from '../facts/terms.ts';
import { LogicError } from '../logic/logic-error.ts';
import { MAX_WORK } from '../logic/work.ts';
import type { Context, Reading } from '../three-valued/context.ts';
import { FALSE, TRUE } from '../three-valued/truth.ts';
import { requireInstant } from '../time/china-time.ts';
import { formatInstant } from '../time/format-instant.ts';
import type { CompiledPack, CompiledRule } from './compile-pack.ts';
import { foreseeEnd, type Inputs } from './foresee-end.ts';
import { judge } from './judge.ts';
import type { Attribute, Outcome, Reason } from './outcome.ts';
import { inputsOf, type OpenRule, unknownInputs } from './unknown-inputs.ts';

/** Judges a rule once more, to tell what it read. */
function traceOf(rule: CompiledRule, assembly: Assembly, context: Context): Reading[] {
  const trace: Reading[] = [];
  context.trace = trace;
  judge(rule.tracing, assembly, context);
  context.trace = null;
  return trace;
}

function untilOf(compiled: CompiledRule, inputs: Inputs, { document }: Assembly, pack: CompiledPack): number {
  const { until } = compiled;
  if (until === null) return NaN;
  if (until === 'foreseen') return foreseeEnd(compiled, inputs, pack);
  const { context } = pack;
  context.left = MAX_WORK;
  try {
    return until(document, context);
  } catch (error) {
    if (error instanceof LogicError) return NaN;
    throw error;
  }
}

function reasonOf(compiled: CompiledRule, inputs: Inputs, assembly: Assembly, pack: CompiledPack): Reason {
  const { id, colour, reason, authority, documentNumber, release } = compiled.rule;
  const { context, requests } = pack;
  const trace = traceOf(compiled, assembly, context);
  const end = untilOf(compiled, inputs, assembly, pack);
  if (end > context.at && end < context.next) context.next = end;
  return {
    ruleId: id,
    colour,
    reason,
    authority,
    documentNumber,
    until: end > context.at ? formatInstant(end) : null,
    release,
    facts: factsBehind(inputsOf(trace), assembly, requests),
    trace,
  };
}

interface Verdict {
  colour: Outcome['colour'];
  grounds: readonly CompiledRule[];
  /** Rules without an answer; where every rule has one and none is true, the green ones, which are false. */
  open: readonly CompiledRule[];
  truth: OpenRule['truth'];
}

/** Judges some rules; one that takes too much work is unknown, and the next ones are judged all the same. */
function judgeRulesOf(
  rules: readonly CompiledRule[],
  { document }: Assembly,
  context: Context,
  grounds: CompiledRule[],
  open: CompiledRule[],
): void {
  let i = 0;
  while (i < rules.length) {
    try {
      for (; i < rules.length; i += 1) {
        const rule = rules[i] as CompiledRule;
        context.left = MAX_WORK;
        const truth = rule.when(document, context);
        if (truth === FALSE) continue;
        (truth === TRUE ? grounds : open).push(rule);
      }
    } catch (error) {
      if (!(error instanceof LogicError)) throw error;
      open.push(rules[i] as CompiledRule);
      i += 1;
    }
  }
}

const byIndex = (a: CompiledRule, b: CompiledRule): number => a.index - b.index;

function judgeColour(
  { groups, context }: CompiledPack,
  colour: Colour,
  assembly: Assembly,
  grounds: CompiledRule[],
  open: CompiledRule[],
): void {
  for (const group of groups[colour]) {
    judgeRulesOf(group.pick(assembly.document, context), assembly, context, grounds, open);
  }
  if (grounds.length > 1) grounds.sort(byIndex);
}

/** Worst first: once a colour is found, better ones change nothing. Green needs every worse rule to be settled. */
function judgeAll(compiled: CompiledPack, assembly: Assembly): Verdict {
  const truth = 'unknown';
  const open: CompiledRule[] = [];
  const grounds: CompiledRule[] = [];
  judgeColour(compiled, 'red', assembly, grounds, open);
  if (grounds.length > 0) return { colour: 'red', grounds, open, truth };
  judgeColour(compiled, 'yellow', assembly, grounds, open);
  if (grounds.length > 0) return { colour: 'yellow', grounds, open, truth };
  const unsure: CompiledRule[] = [];
  judgeColour(compiled, 'green', assembly, grounds, unsure);
  if (grounds.length > 0 && open.length === 0) return { colour: 'green', grounds, open, truth };
  if (grounds.length === 0) open.push(...unsure);
  if (open.length > 0) return { colour: 'pending', grounds: [], open, truth };
  return { colour: 'pending', grounds: [], open: compiled.rules.green, truth: 'false' };
}

function attributesOf({ attributes, context }: CompiledPack, assembly: Assembly): Attribute[] {
  const known = attributes.filter(({ when }) => judge(when, assembly, context) === TRUE);
  return known.map(({ id, text }) => ({ id, text }));
}

function outside({ pack, validFrom }: CompiledPack, now: number): Outcome {
  const changesAt = formatInstant(now < validFrom ? validFrom : now + 86_400_000);
  return {
    colour: 'pending',
    reasons: [],
    unknown: [{ input: 'pack', source: 'policy', ruleIds: [], lastReceivedAt: null }],
    freshness: [],
    decidedAt: formatInstant(now),
    nextChangeAt: changesAt,
    standsUntil: changesAt,
    packId: pack.id,
    packVersion: pack.version,
  };
}

/**
 * Judges a person's facts by a pack at an instant (date-time with offset). The worst true rule wins, and every true rule
 * of that colour is a reason. Green needs a true green rule and no red or yellow rule left unknown; what cannot be told
 * is `pending`, with the inputs that are missing. Outside the pack's time of force everything is `pending`.
 *
 * Facts and reference data must have passed `checkFact` and `checkReference`; reference data must not be changed
 * afterwards. Throws only {@link PolicyError} `invalid-instant`.
 */
export function evaluate(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
): Outcome {
  const now = requireInstant(at);
  if (now < compiled.validFrom || now >= compiled.validTo) return outside(compiled, now);
  const assembly = assembleAt(facts, reference, compiled, now);
  const { context, pack } = compiled;
  context.at = now;
  context.next = Math.min(assembly.changesAt, compiled.validTo);
  compiled.begin(assembly.document, context);
  const { colour, grounds, open, truth } = judgeAll(compiled, assembly);
  const reasons = grounds.map((rule) => reasonOf(rule, { facts, reference }, assembly, compiled));
  const waiting = open
    .toSorted(byIndex)
    .map((rule) => ({ ruleId: rule.rule.id, truth, trace: traceOf(rule, assembly, context) }));
  // Whatever is judged may say when it turns, so all of it comes before the instants.
  const attributes = compiled.attributes.length > 0 ? attributesOf(compiled, assembly) : undefined;
  const outcome: Outcome = {
    colour,
    reasons,
    unknown: unknownInputs(waiting, assembly),
    freshness: assembly.freshness,
    decidedAt: assembly.document.at.text,
    nextChangeAt: formatInstant(Math.min(context.next, assembly.staleAt)),
    standsUntil: formatInstant(Math.min(context.next, assembly.staleAt + (colour === 'pending' ? 0 : compiled.grace))),
    packId: pack.id,
    packVersion: pack.version,
  };
  if (attributes !== undefined) outcome.attributes = attributes;
  return outcome;
}

/** The truth of every rule by its id, whatever colour wins: for the lint, which asks whether cases reach every rule. */
export function judgeRules(
  compiled: CompiledPack,
  facts: readonly Fact[],
  reference: Reference | null,
  at: string,
): Map<string, 'true' | 'false' | 'unknown'> {
  const now = requireInstant(at);
  const assembly = assembleAt(facts, reference, compiled, now);
  compiled.context.at = now;
  compiled.begin(assembly.document, compiled.context);
  const words = ['false', 'true', 'unknown'] as const;
  const rules = Object.values(compiled.rules).flat();
  return new Map(rules.map((rule) => [rule.rule.id, words[judge(rule.when, assembly, compiled.context)]]));
}
