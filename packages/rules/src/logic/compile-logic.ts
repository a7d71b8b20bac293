import { readProperty } from './data-access.ts';
import { addTime, parseDate, parseDateTime } from './date-time.ts';
import type { Expression, InstantRelation, IntegerRelation, Operation } from './expression.ts';
import { LogicError } from './logic-error.ts';
import { parseExpression } from './parse-expression.ts';
import { truthiness } from './truthiness.ts';
import { extractFromUvci } from './uvci.ts';
import { MAX_WORK, spend, type Work } from './work.ts';

type Evaluate = (scope: unknown, work: Work) => unknown;

function isTrue(value: unknown, operator: string): boolean {
  const truth = truthiness(value);
  if (truth === undefined) throw new LogicError('type-mismatch', `"${operator}" met a value neither true nor false`);
  return truth;
}

function compileVar({ fragments }: Operation<'var'>): Evaluate {
  return (scope) => {
    let value: unknown = scope ?? null;
    for (const fragment of fragments) value = readProperty(value, fragment);
    return value;
  };
}

function compileAnd(operands: readonly Evaluate[]): Evaluate {
  return (scope, work) => {
    let value: unknown = true;
    for (const operand of operands) {
      value = operand(scope, work);
      if (!isTrue(value, 'and')) return value;
    }
    return value;
  };
}

const compareNumbers: Record<IntegerRelation | InstantRelation, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
  before: (left, right) => left < right,
  after: (left, right) => left > right,
  'not-after': (left, right) => left <= right,
  'not-before': (left, right) => left >= right,
};

function integerOf(value: unknown, operator: string): number {
  if (Number.isInteger(value)) return value as number;
  throw new LogicError('type-mismatch', `"${operator}" takes integers only`);
}

function instantOf(value: unknown, operator: string): number {
  if (value instanceof Date) return value.getTime();
  throw new LogicError('type-mismatch', `"${operator}" takes date-times only`);
}

function compileComparison(
  { relation, operands }: Operation<'compare-integers'> | Operation<'compare-instants'>,
  numberOf: (value: unknown, operator: string) => number,
): Evaluate {
  const holds = compareNumbers[relation];
  const evaluators = operands.map(compile);
  return (scope, work) => {
    const values = evaluators.map((evaluate) => evaluate(scope, work));
    const numbers = values.map((value) => numberOf(value, relation));
    for (let i = 1; i < numbers.length; i += 1) {
      if (!holds(numbers[i - 1] as number, numbers[i] as number)) return false;
    }
    return true;
  };
}

function compileBinary({ op, left: l, right: r }: Operation<'===' | 'in' | '+'>): Evaluate {
  const left = compile(l);
  const right = compile(r);
  if (op === '===') return (scope, work) => left(scope, work) === right(scope, work);
  if (op === '+') {
    return (scope, work) => {
      const [a, b] = [left(scope, work), right(scope, work)];
      return integerOf(a, '+') + integerOf(b, '+');
    };
  }
  return (scope, work) => {
    const member = left(scope, work);
    const list = right(scope, work);
    if (!Array.isArray(list)) throw new LogicError('type-mismatch', 'the second operand of "in" must be a list');
    spend(work, list.length);
    return list.indexOf(member) >= 0;
  };
}

function compileReduce({ operand: o, lambda: l, initial: i, lambdaSize }: Operation<'reduce'>): Evaluate {
  const operand = compile(o);
  const lambda = compile(l);
  const initial = compile(i);
  return (scope, work) => {
    const list = operand(scope, work);
    if (list !== null && !Array.isArray(list)) {
      throw new LogicError('type-mismatch', 'the first operand of "reduce" must be a list or null');
    }
    let accumulator = initial(scope, work);
    for (const current of (list ?? []) as unknown[]) {
      spend(work, lambdaSize);
      accumulator = lambda({ accumulator, current }, work);
    }
    return accumulator;
  };
}

function compileDate(
  expression: Operation<'plusTime' | 'dccDateOfBirth'>,
  toInstant: (text: string) => number | undefined,
): Evaluate {
  const operand = compile(expression.operand);
  return (scope, work) => {
    const text = operand(scope, work);
    if (typeof text !== 'string') throw new LogicError('type-mismatch', `"${expression.op}" takes a string`);
    const instant = toInstant(text);
    if (instant === undefined) throw new LogicError('invalid-date-time', `no date or date-time: ${text.slice(0, 40)}`);
    return new Date(instant);
  };
}

function compileExtract({ operand: o, index }: Operation<'extractFromUVCI'>): Evaluate {
  const operand = compile(o);
  return (scope, work) => {
    const identifier = operand(scope, work);
    if (identifier !== null && typeof identifier !== 'string') {
      throw new LogicError('type-mismatch', '"extractFromUVCI" takes a string or null');
    }
    return extractFromUvci(identifier, index);
  };
}

function compile(expression: Expression): Evaluate {
  switch (expression.op) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'array': {
      const items = expression.items.map(compile);
      return (scope, work) => items.map((item) => item(scope, work));
    }
    case 'var':
      return compileVar(expression);
    case 'if': {
      const [guard, consequent, alternative] = [expression.guard, expression.consequent, expression.alternative].map(
        compile,
      ) as [Evaluate, Evaluate, Evaluate];
      return (scope, work) => (isTrue(guard(scope, work), 'if') ? consequent : alternative)(scope, work);
    }
    case 'and':
      return compileAnd(expression.operands.map(compile));
    case '!': {
      const operand = compile(expression.operand);
      return (scope, work) => !isTrue(operand(scope, work), '!');
    }
    case '===':
    case 'in':
    case '+':
      return compileBinary(expression);
    case 'compare-integers':
      return compileComparison(expression, integerOf);
    case 'compare-instants':
      return compileComparison(expression, instantOf);
    case 'plusTime': {
      const { amount, unit } = expression;
      return compileDate(expression, (text) => {
        const instant = parseDateTime(text);
        return instant === undefined ? undefined : addTime(instant, amount, unit);
      });
    }
    case 'reduce':
      return compileReduce(expression);
    case 'extractFromUVCI':
      return compileExtract(expression);
    case 'dccDateOfBirth':
      return compileDate(expression, parseDate);
    case 'or':
      throw new LogicError('unknown-operator', 'CertLogic has no operator "or"');
  }
}

/**
 * Compiles a CertLogic expression (specification 1.3.2) to a function from a data context to a value: JSON, or a `Date`
 * from `plusTime` and `dccDateOfBirth`. A time that cannot be, such as month 13, is an invalid `Date`, which compares
 * as false; this and every other choice the specification leaves open follows certlogic-js 1.2.2.
 *
 * Throws {@link LogicError} at once for an invalid expression; the function throws it for data of the wrong type
 * (`type-mismatch`, `invalid-date-time`) and for more work than the bound allows (`work-exceeded`).
 */
export function compileLogic(expression: unknown): (data: unknown) => unknown {
  const evaluate = compile(parseExpression(expression));
  return (data) => evaluate(data, { left: MAX_WORK });
}
