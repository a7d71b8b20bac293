import { addTime, parseDate, parseDateTime } from '../logic/date-time.ts';
import type { Expression, InstantRelation, Operation } from '../logic/expression.ts';
import { extractFromUvci } from '../logic/uvci.ts';
import type { Compiler, EvaluateInstant, EvaluateTruth, EvaluateValue } from './compiler.ts';
import type { Context } from './context.ts';
import { Instant } from './instant.ts';
import { FALSE, TRUE, type Truth, UNSURE } from './truth.ts';
import { UNKNOWN } from './unknown.ts';

export function compilePlusTime({ operand, amount, unit }: Operation<'plusTime'>, compiler: Compiler): EvaluateInstant {
  const read = operand.op === 'var' ? compiler.raw(operand) : compiler.value(operand);
  return (scope, context) => {
    const value = read(scope, context);
    let start = NaN;
    if (typeof value === 'string') start = parseDateTime(value) ?? NaN;
    else if (value instanceof Instant) start = value.milliseconds;
    return addTime(start, amount, unit);
  };
}

export function compileDateOfBirth({ operand }: Operation<'dccDateOfBirth'>, compiler: Compiler): EvaluateInstant {
  const read = compiler.value(operand);
  return (scope, context) => {
    const value = read(scope, context);
    return typeof value === 'string' ? (parseDate(value) ?? NaN) : NaN;
  };
}

/** An instant that an earlier operation made, such as an accumulator; anything else is unknown as an instant. */
export function compileMadeInstant(evaluate: EvaluateValue): EvaluateInstant {
  return (scope, context) => {
    const value = evaluate(scope, context);
    return value instanceof Date ? value.getTime() : NaN;
  };
}

/** Whether an operand is the present, shifted by a fixed time: the one thing that changes while the facts stay. */
export function isPresent(expression: Expression): boolean {
  return (
    expression.op === 'plusTime' && expression.operand.op === 'var' && expression.operand.fragments.at(-1) === 'at'
  );
}

export function instantsHold(relation: InstantRelation, left: number, right: number): Truth {
  if (Number.isNaN(left) || Number.isNaN(right)) return UNSURE;
  const result =
    relation === 'before'
      ? left < right
      : relation === 'after'
        ? left > right
        : relation === 'not-after'
          ? left <= right
          : left >= right;
  return result ? TRUE : FALSE;
}

export const mirrored: Record<InstantRelation, InstantRelation> = {
  before: 'after',
  after: 'before',
  'not-after': 'not-before',
  'not-before': 'not-after',
};

/** Notes when `present <relation> fixed` turns: `before` and `not-before` at the fixed instant, the others just after. */
export function noteTurn(context: Context, relation: InstantRelation, present: number, fixed: number): void {
  const turn = relation === 'before' || relation === 'not-before' ? fixed : fixed + 1;
  if (turn > present && context.at + (turn - present) < context.next) context.next = context.at + (turn - present);
}

function compilePair(relation: InstantRelation, l: Expression, r: Expression, compiler: Compiler): EvaluateTruth {
  const left = compiler.instant(l);
  const right = compiler.instant(r);
  const present = isPresent(l) === isPresent(r) ? undefined : isPresent(l) ? 'left' : 'right';
  if (present === undefined)
    return (scope, context) => instantsHold(relation, left(scope, context), right(scope, context));
  const toPresent = present === 'left' ? relation : mirrored[relation];
  return (scope, context) => {
    const a = left(scope, context);
    const b = right(scope, context);
    noteTurn(context, toPresent, present === 'left' ? a : b, present === 'left' ? b : a);
    return instantsHold(relation, a, b);
  };
}

export function compileInstants(
  { relation, operands }: Operation<'compare-instants'>,
  compiler: Compiler,
): EvaluateTruth {
  const [first, second, third] = operands as [Expression, Expression, Expression?];
  const lower = compilePair(relation, first, second, compiler);
  if (third === undefined) return lower;
  const upper = compilePair(relation, second, third, compiler);
  return (scope, context) => {
    const below = lower(scope, context);
    const above = upper(scope, context);
    return below === FALSE || above === FALSE ? FALSE : below === UNSURE || above === UNSURE ? UNSURE : TRUE;
  };
}

export function compileFragment({ operand, index }: Operation<'extractFromUVCI'>, compiler: Compiler): EvaluateValue {
  const read = compiler.value(operand);
  return (scope, context) => {
    const value = read(scope, context);
    return value === null || typeof value === 'string' ? extractFromUvci(value, index) : UNKNOWN;
  };
}
