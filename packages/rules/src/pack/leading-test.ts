import type { Expression, Operation } from '../logic/expression.ts';
import { literalsOf } from '../three-valued/comparisons.ts';
import { searchOf } from '../three-valued/reduce.ts';
import { FALSE } from '../three-valued/truth.ts';

/** What a rule asks before anything else: that the text at a path is one of some texts. If it is not, the rule is false. */
export interface LeadingTest {
  path: Operation<'var'>;
  texts: readonly string[];
}

/** A rule that searches a list, and what it asks of the field of an item before anything else, if anything. */
export interface LeadingSearch {
  list: Operation<'var'>;
  field: { name: string; texts: readonly string[] } | null;
}

/** What a rule asks before anything else of a path: that a text is in the list there, or, without one, that it holds. */
export interface LeadingCondition {
  path: Operation<'var'>;
  text: string | null;
}

const areTexts = (values: readonly unknown[]): values is readonly string[] =>
  values.every((value) => typeof value === 'string');

const firstOf = (expression: Expression): Expression =>
  expression.op === 'and' ? (expression.operands[0] as Expression) : expression;

/** The test that an expression is, or that its conjunction begins with. */
export function leadingTestOf(expression: Expression): LeadingTest | undefined {
  const first = firstOf(expression);
  if ((first.op !== '===' && first.op !== 'in') || first.left.op !== 'var') return undefined;
  const literal = first.right.op === 'literal' ? [first.right.value] : undefined;
  const texts = first.op === '===' ? literal : literalsOf(first.right);
  return texts !== undefined && areTexts(texts) ? { path: first.left, texts } : undefined;
}

/** The condition on a path that an expression is, or that its conjunction begins with. */
export function leadingConditionOf(expression: Expression): LeadingCondition | undefined {
  const first = firstOf(expression);
  if (first.op === 'var') return { path: first, text: null };
  if (first.op !== 'in' || first.left.op !== 'literal' || first.right.op !== 'var') return undefined;
  const { value } = first.left;
  return typeof value === 'string' ? { path: first.right, text: value } : undefined;
}

/** The list that an expression searches, finding nothing where the list is empty. */
export function leadingSearchOf(expression: Expression): LeadingSearch | undefined {
  if (expression.op !== 'reduce' || expression.operand.op !== 'var') return undefined;
  const search = searchOf(expression);
  if (search?.otherwise !== FALSE) return undefined;
  const test = leadingTestOf(search.condition);
  const [current, name, ...deeper] = test?.path.fragments ?? [];
  const known = test !== undefined && current === 'current' && name !== undefined && deeper.length === 0;
  return { list: expression.operand, field: known ? { name, texts: test.texts } : null };
}
