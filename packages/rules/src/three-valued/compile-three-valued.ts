import { parseExpression } from '../logic/parse-expression.ts';
import { LogicError } from '../logic/logic-error.ts';
import { MAX_WORK } from '../logic/work.ts';
import { tracingCompiler } from './compiler.ts';
import { createContext, type Reading } from './context.ts';
import { isUnknown, UNKNOWN, Unknown } from './unknown.ts';

export interface ThreeValuedResult {
  /** JSON, a `Date`, or {@link UNKNOWN}. */
  value: unknown;
  /** What was read on the way, in order, at most 64 readings. */
  trace: readonly Reading[];
}

/**
 * Compiles a CertLogic expression, with `or` besides, to Kleene's three-valued logic. An {@link Unknown} in the data
 * makes unknown what rests on it and no more: `and` with a false operand is false, `or` with a true one true (as booleans, where an operand before
 * them is unknown), `if` with
 * an unknown guard is known where both branches agree. What CertLogic refuses during evaluation (a missing list for
 * `in`, a date that is none, too much work) is unknown instead of an error; on data without unknowns every other result
 * is CertLogic's.
 *
 * Throws {@link LogicError} at once for an invalid expression; the function throws nothing.
 */
export function compileThreeValued(expression: unknown): (data: unknown) => ThreeValuedResult {
  const evaluate = tracingCompiler.value(parseExpression(expression, 'extended'));
  return (data) => {
    const trace: Reading[] = [];
    const context = createContext(trace);
    context.left = MAX_WORK;
    try {
      const value = evaluate(data, context);
      return { value: isUnknown(value) ? (Unknown.truthOf(value) ?? UNKNOWN) : value, trace };
    } catch (error) {
      if (error instanceof LogicError) return { value: UNKNOWN, trace };
      throw error;
    }
  };
}
