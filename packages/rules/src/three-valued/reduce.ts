import type { Expression, Operation } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';
import { spend } from '../logic/work.ts';
import type { Compiler, EvaluateTruth, EvaluateValue } from './compiler.ts';
import { FALSE, TRUE, type Truth, truthOf, UNSURE } from './truth.ts';
import { UNKNOWN } from './unknown.ts';

/** A list as it stands in the data; items keep their date-times parsed. */
export const compileList = (operand: Expression, compiler: Compiler): EvaluateValue =>
  operand.op === 'var' ? compiler.raw(operand) : compiler.value(operand);

/** A fold; over a missing list it is unknown, over null (nothing of the kind) its initial value. */
export function compileReduce(
  { operand: o, lambda: l, initial: i, lambdaSize }: Operation<'reduce'>,
  compiler: Compiler,
): EvaluateValue {
  const operand = compileList(o, compiler);
  const lambda = compiler.lambda.value(l);
  const initial = compiler.value(i);
  return (scope, context) => {
    const list = operand(scope, context);
    if (list === null) return initial(scope, context);
    if (!Array.isArray(list)) return UNKNOWN;
    let accumulator = initial(scope, context);
    for (const current of list as unknown[]) {
      spend(context, lambdaSize);
      accumulator = lambda({ accumulator, current }, context);
    }
    return accumulator;
  };
}

/** Whether an expression reads the accumulator or the whole scope, in this lambda or in one inside it. */
export function readsAccumulator(expression: Expression): boolean {
  if (expression.op === 'var') return expression.fragments.length === 0 || expression.fragments[0] === 'accumulator';
  return operandsOf(expression).some(readsAccumulator);
}

/** A search through a list: whether an item fulfils the condition, and what that makes true. */
export interface Search {
  condition: Expression;
  found: Truth;
  otherwise: Truth;
}

/**
 * The fold most rules are made of, "is there an item such that …": `reduce(list, if(condition, found, accumulator),
 * initial)` with true and false for `found` and `initial`. Undefined for any other fold.
 */
export function searchOf({ lambda, initial }: Operation<'reduce'>): Search | undefined {
  if (lambda.op !== 'if' || lambda.alternative.op !== 'var' || lambda.alternative.path !== 'accumulator')
    return undefined;
  const { guard: condition, consequent } = lambda;
  if (consequent.op !== 'literal' || initial.op !== 'literal' || readsAccumulator(condition)) return undefined;
  return { condition, found: truthOf(consequent.value), otherwise: truthOf(initial.value) };
}

/** A {@link Search} one by one: the first item that fulfils the condition decides. Undefined for any other fold. */
export function compileReduceTruth(expression: Operation<'reduce'>, compiler: Compiler): EvaluateTruth | undefined {
  const search = searchOf(expression);
  if (search === undefined) return undefined;
  const { found, otherwise } = search;
  const operand = compileList(expression.operand, compiler);
  const condition = compiler.lambda.truth(search.condition);
  return (scope, context) => {
    const list = operand(scope, context);
    if (list === null) return otherwise;
    if (!Array.isArray(list)) return UNSURE;
    const inner: { accumulator: null; current: unknown } = { accumulator: null, current: null };
    let unsure = false;
    for (let i = 0; i < list.length; i += 1) {
      spend(context, expression.lambdaSize);
      inner.current = list[i];
      const truth = condition(inner, context);
      if (truth === TRUE) return found;
      if (truth !== FALSE) unsure = true;
    }
    return unsure && found !== otherwise ? UNSURE : otherwise;
  };
}
