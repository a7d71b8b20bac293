import type { Expression, Operation } from '../logic/expression.ts';
import { integersHold, literalsOf } from './comparisons.ts';
import type { EvaluateTruth } from './compiler.ts';
import { equals, isAmong } from './equality.ts';
import type { Slots } from './slots.ts';
import { FALSE, TRUE, UNSURE } from './truth.ts';
import { isUnknown } from './unknown.ts';

const slotIn = (expression: Expression, slots: Slots): number | undefined =>
  expression.op === 'var' ? slots.plain(expression) : undefined;

function testEquality({ left, right }: Operation<'===' | 'in' | '+'>, slots: Slots): EvaluateTruth | undefined {
  const slot = slotIn(left, slots);
  if (slot === undefined || right.op !== 'literal') return undefined;
  const { value: expected } = right;
  if (typeof expected !== 'string') {
    const test = equals(expected);
    return (_scope, { values }) => test(values[slot]);
  }
  return (_scope, { values }) => {
    const value = values[slot];
    if (typeof value === 'string') return value === expected ? TRUE : FALSE;
    return isUnknown(value) ? UNSURE : FALSE;
  };
}

function testMembership({ left, right }: Operation<'===' | 'in' | '+'>, slots: Slots): EvaluateTruth | undefined {
  const slot = slotIn(left, slots);
  const fixed = literalsOf(right);
  if (slot === undefined || fixed === undefined) return undefined;
  const test = isAmong(fixed);
  return (_scope, { values }) => test(values[slot]);
}

function testOrder({ relation, operands }: Operation<'compare-integers'>, slots: Slots): EvaluateTruth | undefined {
  const [left, right, third] = operands as [Expression, Expression, Expression?];
  const slot = slotIn(left, slots);
  if (slot === undefined || third !== undefined || right.op !== 'literal') return undefined;
  const { value: limit } = right;
  return (_scope, { values }) => integersHold(relation, values[slot], limit);
}

/** The commonest tests, a path against a constant, in one step; undefined for any other expression. */
export function compileSlotTest(expression: Expression, slots: Slots): EvaluateTruth | undefined {
  switch (expression.op) {
    case '===':
      return testEquality(expression, slots);
    case 'in':
      return testMembership(expression, slots);
    case 'compare-integers':
      return testOrder(expression, slots);
    default:
      return undefined;
  }
}
