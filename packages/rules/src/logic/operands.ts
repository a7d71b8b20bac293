import type { Expression } from './expression.ts';

/** The operands of an expression, in order; of a fold: list, lambda, initial value. */
export function operandsOf(expression: Expression): readonly Expression[] {
  switch (expression.op) {
    case 'literal':
    case 'var':
      return [];
    case 'array':
      return expression.items;
    case 'if':
      return [expression.guard, expression.consequent, expression.alternative];
    case '===':
    case 'in':
    case '+':
      return [expression.left, expression.right];
    case 'and':
    case 'or':
    case 'compare-integers':
    case 'compare-instants':
      return expression.operands;
    case 'reduce':
      return [expression.operand, expression.lambda, expression.initial];
    default:
      return [expression.operand];
  }
}
