import { Check, Errors } from 'typebox/value';
import type { Colour } from '../facts/terms.ts';
import type { Wanted } from '../facts/assemble.ts';
import { testsSinceFields } from '../facts/document.ts';
import { compileRequests } from '../facts/freshness.ts';
import { createSorting } from '../facts/sorting.ts';
import type { RiskLevel } from '../facts/reference.ts';
import type { AreaLevels } from '../facts/risk-index.ts';
import { LogicError } from '../logic/logic-error.ts';
import type { Expression } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';
import { parseExpression } from '../logic/parse-expression.ts';
import { PolicyError } from '../policy-error.ts';
import { type EvaluateInstant, type EvaluateTruth, tracingCompiler } from '../three-valued/compiler.ts';
import { type Context, createContext } from '../three-valued/context.ts';
import { createJudgingCompiler } from '../three-valued/judging-compiler.ts';
import { requireInstant } from '../time/china-time.ts';
import { parseDuration } from '../time/duration.ts';
import { type BilingualText, type Pack, PackSchema, type Rule } from './pack-schema.ts';
import { foreseesPresent } from './present.ts';
import { findRepeated } from './repeated-expressions.ts';
import { groupRules, type RuleGroup } from './rule-groups.ts';
import { expandValueSets, type ValueSets } from './value-sets.ts';

export interface CompiledRule {
  /** Its place in the pack. */
  index: number;
  rule: Rule;
  when: EvaluateTruth;
  /** The same judgement, slower, telling what it reads. */
  tracing: EvaluateTruth;
  /** `foreseen`: when the condition is no longer true. */
  until: EvaluateInstant | 'foreseen' | null;
}

export interface CompiledAttribute {
  id: string;
  text: BilingualText;
  when: EvaluateTruth;
}

/** A pack ready to evaluate. Milliseconds throughout. */
export interface CompiledPack extends Wanted {
  readonly pack: Pack;
  readonly attributes: readonly CompiledAttribute[];
  readonly validFrom: number;
  readonly validTo: number;
  readonly grace: number;
  readonly rules: Readonly<Record<Colour, readonly CompiledRule[]>>;
  /** The same rules, arranged for judging. */
  readonly groups: Readonly<Record<Colour, readonly RuleGroup<CompiledRule>[]>>;
  /** Begins an evaluation on a document. */
  readonly begin: (document: unknown, context: Context) => void;
  /** Scratch space of evaluations, which never overlap. */
  readonly context: Context;
}

const testsSince = new Set<string>([...testsSinceFields, 'retest']);
const countyLevel = new Set(['countyLevel', 'countyRiskUntil']);
const levelLeft = new Set(['levelNow', 'levelLeft']);

const reads = (expression: Expression, names: ReadonlySet<string>): boolean =>
  expression.op === 'var'
    ? expression.fragments.some((name) => names.has(name))
    : operandsOf(expression).some((operand) => reads(operand, names));

function compileAreaLevels({ areaLevels }: Pack): AreaLevels {
  if (areaLevels === undefined) return null;
  const compile = (steps: readonly { after: string; level: RiskLevel }[]) =>
    steps.map(({ after, level }) => ({ after: parseDuration(after), level }));
  const { high, medium } = areaLevels;
  return { ...(high && { high: compile(high) }), ...(medium && { medium: compile(medium) }) };
}

export const FORESEEN = 'foreseen';

/** Checks the form of a pack. Throws {@link PolicyError} `invalid-pack` with the path of the first fault. */
export function checkPack(value: unknown): Pack {
  if (!Check(PackSchema, value)) {
    const [error] = Errors(PackSchema, value);
    throw new PolicyError('invalid-pack', error?.message ?? 'not a pack', error?.instancePath ?? '');
  }
  return value;
}

/**
 * A rule's expression with its value sets in place. Throws {@link PolicyError} `invalid-pack` with the path for an
 * invalid expression, an unknown value set, or a use of `at` that cannot be foreseen.
 */
export function parseRuleExpression(expression: unknown, pack: Pack, sets: ValueSets, path: string): Expression {
  try {
    parseExpression(expression, 'extended');
    const parsed = parseExpression(expandValueSets(expression, sets, pack.valueSets), 'extended');
    if (foreseesPresent(parsed)) return parsed;
  } catch (error) {
    if (error instanceof LogicError || error instanceof PolicyError) {
      throw new PolicyError('invalid-pack', error.message, path);
    }
    throw error;
  }
  throw new PolicyError('invalid-pack', '"at" goes into plusTime by days or hours, directly in a comparison', path);
}

/**
 * Compiles a pack for {@link evaluate} and {@link decide}. Parts that rules have in common are evaluated once per
 * decision. Throws {@link PolicyError} `invalid-pack`.
 */
export function compilePack(value: unknown, sets: ValueSets = {}): CompiledPack {
  const pack = checkPack(value);
  const parsed = pack.rules.map((rule, i) => ({
    rule,
    when: parseRuleExpression(rule.when, pack, sets, `/rules/${i}/when`),
    until:
      rule.until === undefined || rule.until === FORESEEN
        ? null
        : parseRuleExpression(rule.until, pack, sets, `/rules/${i}/until`),
  }));
  const attributes = (pack.attributes ?? []).map(({ id, text, when }, i) => ({
    id,
    text,
    when: parseRuleExpression(when, pack, sets, `/attributes/${i}/when`),
  }));
  const expressions = [...parsed, ...attributes.map(({ when }) => ({ when, until: null }))].flatMap(({ when, until }) =>
    until === null ? [when] : [when, until],
  );
  const judging = createJudgingCompiler(findRepeated(parsed.map(({ when }) => when)));
  const compiled = parsed.map(({ rule, when, until }, index): { when: Expression; rule: CompiledRule } => ({
    when,
    rule: {
      index,
      rule,
      when: judging.truth(when),
      tracing: tracingCompiler.truth(when),
      until: rule.until === FORESEEN ? FORESEEN : until === null ? null : tracingCompiler.instant(until),
    },
  }));
  const ofColour = (colour: Colour) => compiled.filter(({ rule }) => rule.rule.colour === colour);
  const byColour = <Value>(make: (colour: Colour) => Value): Record<Colour, Value> => ({
    red: make('red'),
    yellow: make('yellow'),
    green: make('green'),
  });
  const [validFrom, validTo] = [requireInstant(pack.validFrom), requireInstant(pack.validTo)];
  if (validFrom >= validTo) throw new PolicyError('invalid-pack', 'a pack ends after it begins', '/validTo');
  const requests = compileRequests(pack.inputs);
  return {
    pack,
    requests,
    sorting: createSorting(requests),
    readsTestsSince: expressions.some((expression) => reads(expression, testsSince)),
    readsCountyLevel: expressions.some((expression) => reads(expression, countyLevel)),
    readsLevelLeft: expressions.some((expression) => reads(expression, levelLeft)),
    areaLevels: compileAreaLevels(pack),
    attributes: attributes.map(({ id, text, when }) => ({ id, text, when: tracingCompiler.truth(when) })),
    validFrom,
    validTo,
    grace: parseDuration(pack.grace),
    rules: byColour((colour) => ofColour(colour).map(({ rule }) => rule)),
    groups: byColour((colour) => groupRules(ofColour(colour), judging)),
    begin: judging.begin,
    context: createContext(null),
  };
}
