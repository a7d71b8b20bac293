import type { Expression } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';
import { isPresent } from '../three-valued/instants.ts';

const readsPresent = (expression: Expression): boolean =>
  expression.op === 'var' && expression.fragments.at(-1) === 'at';

const fixedShift = (expression: Expression): boolean =>
  expression.op === 'plusTime' && (expression.amount === 0 || expression.unit === 'day' || expression.unit === 'hour');

/**
 * Whether an expression uses the present (`at`) only where its turning points can be foreseen: shifted by days or hours
 * with `plusTime`, directly in `after`, `before`, `not-after` or `not-before`. Anything else would make the instant of
 * the next change a guess.
 */
export function foreseesPresent(expression: Expression): boolean {
  return !readsPresent(expression) && operandsForesee(expression);
}

function operandsForesee(expression: Expression): boolean {
  return operandsOf(expression).every((operand) => {
    if (isPresent(operand)) return expression.op === 'compare-instants' && fixedShift(operand);
    return !readsPresent(operand) && operandsForesee(operand);
  });
}
