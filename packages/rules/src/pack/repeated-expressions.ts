import type { Expression } from '../logic/expression.ts';
import { operandsOf } from '../logic/operands.ts';
import type { Sharing } from '../three-valued/judging-compiler.ts';

/** What an operation is besides its operands. */
function label(expression: Expression): string {
  switch (expression.op) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'var':
      return JSON.stringify({ var: expression.path });
    case 'compare-integers':
    case 'compare-instants':
      return expression.relation;
    case 'plusTime':
      return `${expression.amount} ${expression.unit}`;
    case 'extractFromUVCI':
      return String(expression.index);
    default:
      return '';
  }
}

const simple: ReadonlySet<Expression['op']> = new Set(['literal', 'var', 'array', 'plusTime']);
const tests: ReadonlySet<Expression['op']> = new Set(['===', 'in', 'compare-integers']);

/** Parts that cost no more to evaluate than to remember. */
const isCheap = (expression: Expression): boolean =>
  simple.has(expression.op) || (tests.has(expression.op) && operandsOf(expression).every(({ op }) => simple.has(op)));

/** Finds what the expressions have in common. */
export function findRepeated(expressions: readonly Expression[]): Sharing {
  const numbers = new Map<string, number>();
  const known = new Map<Expression, number>();
  function identify(expression: Expression): number {
    const seen = known.get(expression);
    if (seen !== undefined) return seen;
    const key = `${expression.op} ${label(expression)} ${operandsOf(expression).map(identify).join(' ')}`;
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    known.set(expression, number);
    return number;
  }
  const counts = new Map<number, number>();
  function count(expression: Expression): void {
    const number = identify(expression);
    const times = (counts.get(number) ?? 0) + 1;
    counts.set(number, times);
    if (times > 1) return;
    const parts = expression.op === 'reduce' ? [expression.operand, expression.initial] : operandsOf(expression);
    parts.forEach(count);
  }
  expressions.forEach(count);
  return {
    identify,
    isRepeated: (expression) => !isCheap(expression) && (counts.get(identify(expression)) ?? 0) > 1,
  };
}
