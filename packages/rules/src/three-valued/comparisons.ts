import type { Expression, IntegerRelation, Operation } from '../logic/expression.ts';
import { spend } from '../logic/work.ts';
import type { Compiler, EvaluateTruth, EvaluateValue } from './compiler.ts';
import { FALSE, TRUE, type Truth, UNSURE } from './truth.ts';
import { isUnknown, Unknown, UNKNOWN } from './unknown.ts';

export function compileEquality(
  { left: l, right: r }: Operation<'===' | 'in' | '+'>,
  compiler: Compiler,
): EvaluateTruth {
  const left = compiler.value(l);
  if (r.op === 'literal') {
    const { value: expected } = r;
    return (scope, context) => {
      const value = left(scope, context);
      if (value === expected) return TRUE;
      return typeof value === 'object' && isUnknown(value) ? UNSURE : FALSE;
    };
  }
  const right = compiler.value(r);
  return (scope, context) => {
    const a = left(scope, context);
    const b = right(scope, context);
    return isUnknown(a) || isUnknown(b) ? UNSURE : a === b ? TRUE : FALSE;
  };
}

export function compileSum({ left: l, right: r }: Operation<'===' | 'in' | '+'>, compiler: Compiler): EvaluateValue {
  const left = compiler.value(l);
  const right = compiler.value(r);
  return (scope, context) => {
    const a = left(scope, context);
    const b = right(scope, context);
    return Number.isInteger(a) && Number.isInteger(b) ? (a as number) + (b as number) : UNKNOWN;
  };
}

function member(value: unknown, list: unknown): Truth {
  if (!Array.isArray(list)) return UNSURE;
  if (isUnknown(value)) return list.length === 0 ? FALSE : UNSURE;
  if (list.indexOf(value) >= 0) return TRUE;
  return list.some(isUnknown) ? UNSURE : FALSE;
}

/** The values of a list of literals; undefined for any other expression, and for the empty list. */
export function literalsOf(expression: Expression): unknown[] | undefined {
  if (expression.op !== 'array' || expression.items.length === 0) return undefined;
  const values = expression.items.map((item) => (item.op === 'literal' ? item.value : undefined));
  return values.includes(undefined) ? undefined : values;
}

/** Membership; in a list that is missing it is unknown, where CertLogic would stop with an error. */
export function compileMembership(
  { left: l, right: r }: Operation<'===' | 'in' | '+'>,
  compiler: Compiler,
): EvaluateTruth {
  const left = compiler.value(l);
  const fixed = literalsOf(r);
  if (fixed !== undefined) {
    const set = new Set(fixed);
    return (scope, context) => {
      const value = left(scope, context);
      if (typeof value === 'object' && isUnknown(value)) return UNSURE;
      return set.has(value) ? TRUE : FALSE;
    };
  }
  const right = compiler.value(r);
  return (scope, context) => {
    const value = left(scope, context);
    const list = right(scope, context);
    if (Array.isArray(list)) spend(context, list.length);
    return member(value, list);
  };
}

/** What a number of which only the least is known says beside an integer: more cannot make it smaller. */
function leastHolds(relation: IntegerRelation, least: number, right: number): Truth {
  const beyond = relation === '>' || relation === '<=' ? least > right : least >= right;
  if (!beyond) return UNSURE;
  return relation === '>' || relation === '>=' ? TRUE : FALSE;
}

const mirroredRelation: Record<IntegerRelation, IntegerRelation> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

export function integersHold(relation: IntegerRelation, left: unknown, right: unknown): Truth {
  if (!Number.isInteger(left) || !Number.isInteger(right)) {
    if (isUnknown(left) && Number.isInteger(right)) return leastHolds(relation, Unknown.leastOf(left), right as number);
    if (!isUnknown(right) || !Number.isInteger(left)) return UNSURE;
    return leastHolds(mirroredRelation[relation], Unknown.leastOf(right), left as number);
  }
  const [a, b] = [left as number, right as number];
  const result = relation === '<' ? a < b : relation === '>' ? a > b : relation === '<=' ? a <= b : a >= b;
  return result ? TRUE : FALSE;
}

export function compileIntegers(
  { relation, operands }: Operation<'compare-integers'>,
  compiler: Compiler,
): EvaluateTruth {
  const [first, second, third] = operands.map((operand) => compiler.value(operand)) as [
    EvaluateValue,
    EvaluateValue,
    EvaluateValue?,
  ];
  if (third === undefined)
    return (scope, context) => integersHold(relation, first(scope, context), second(scope, context));
  return (scope, context) => {
    const middle = second(scope, context);
    const lower = integersHold(relation, first(scope, context), middle);
    const upper = integersHold(relation, middle, third(scope, context));
    return lower === FALSE || upper === FALSE ? FALSE : lower === UNSURE || upper === UNSURE ? UNSURE : TRUE;
  };
}
