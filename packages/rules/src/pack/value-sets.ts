import { PolicyError } from '../policy-error.ts';

/** Lists of words that several packs use, by name. */
export type ValueSets = Readonly<Record<string, readonly string[]>>;

const PREFIX = 'valueSets.';

/**
 * The same expression with every `{"var": "valueSets.<name>"}` replaced by the list it names, in lambdas too: what is
 * left is plain CertLogic. The expression must have been checked before; names that are not allowed throw
 * {@link PolicyError} `invalid-pack`.
 */
export function expandValueSets(expression: unknown, sets: ValueSets, allowed: readonly string[]): unknown {
  if (Array.isArray(expression)) return expression.map((item) => expandValueSets(item, sets, allowed));
  if (typeof expression !== 'object' || expression === null) return expression;
  const [operator, operand] = Object.entries(expression)[0] as [string, unknown];
  if (operator !== 'var') return { [operator]: expandValueSets(operand, sets, allowed) };
  if (typeof operand !== 'string' || !operand.startsWith(PREFIX)) return expression;
  const name = operand.slice(PREFIX.length);
  const set = Object.hasOwn(sets, name) && allowed.includes(name) ? sets[name] : undefined;
  if (set === undefined) throw new PolicyError('invalid-pack', `no value set "${name}" in this pack`, '/valueSets');
  return [...set];
}
