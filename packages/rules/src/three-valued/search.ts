import type { Expression, Operation } from '../logic/expression.ts';
import type { Columns } from './columns.ts';
import type { Compiler, EvaluateTruth, EvaluateValue } from './compiler.ts';
import { compileItemPredicate, MAX_BITS, TRUE_BITS } from './item-predicate.ts';
import { compileList, compileReduce, compileReduceTruth, readsAccumulator, searchOf } from './reduce.ts';
import { UNSURE } from './truth.ts';
import { UNKNOWN } from './unknown.ts';

/** {@link compileReduceTruth} for short lists, all items at once; long lists go the usual way. */
export function compileSearch(
  expression: Operation<'reduce'>,
  columns: Columns,
  compiler: Compiler,
): EvaluateTruth | undefined {
  const search = searchOf(expression);
  const oneByOne = compileReduceTruth(expression, compiler);
  if (search === undefined || oneByOne === undefined) return undefined;
  const { condition, found, otherwise } = search;
  const operand = compileList(expression.operand, compiler);
  const predicate = compileItemPredicate(condition, columns, compiler);
  return (scope, context) => {
    const items = operand(scope, context);
    if (!Array.isArray(items) || items.length > MAX_BITS) return oneByOne(scope, context);
    if (items.length === 0) return otherwise;
    const bits = predicate(items, (1 << items.length) - 1, context);
    if ((bits & TRUE_BITS) !== 0) return found;
    return bits !== 0 && found !== otherwise ? UNSURE : otherwise;
  };
}

const isInteger = (expression: Expression): expression is Operation<'literal'> & { value: number } =>
  expression.op === 'literal' && typeof expression.value === 'number';

/** A condition with what an item counts if it fulfils it and if not: `accumulator + if(condition, yes, no)`. */
function countOf({ lambda, initial }: Operation<'reduce'>) {
  if (lambda.op !== '+' || lambda.left.op !== 'var' || lambda.left.path !== 'accumulator') return undefined;
  const { right: choice } = lambda;
  if (choice.op !== 'if' || readsAccumulator(choice.guard)) return undefined;
  const { guard: condition, consequent, alternative } = choice;
  if (!isInteger(consequent) || !isInteger(alternative) || !isInteger(initial)) return undefined;
  return { condition, yes: consequent.value, no: alternative.value, start: initial.value };
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** A fold that counts the items which fulfil a condition, for short lists; undefined for other folds. */
export function compileCount(
  expression: Operation<'reduce'>,
  columns: Columns,
  compiler: Compiler,
): EvaluateValue | undefined {
  const counting = countOf(expression);
  if (counting === undefined) return undefined;
  const { condition, yes, no, start } = counting;
  const oneByOne = compileReduce(expression, compiler);
  const operand = compileList(expression.operand, compiler);
  const predicate = compileItemPredicate(condition, columns, compiler);
  return (scope, context) => {
    const items = operand(scope, context);
    if (!Array.isArray(items) || items.length > MAX_BITS) return oneByOne(scope, context);
    const bits = predicate(items, (1 << items.length) - 1, context);
    if (bits > TRUE_BITS && yes !== no) return UNKNOWN;
    const count = countBits(bits & TRUE_BITS);
    return start + count * yes + (items.length - count) * no;
  };
}
