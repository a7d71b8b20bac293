import type { Expression, Operation } from '../logic/expression.ts';
import type { Columns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import { literalsOf } from './comparisons.ts';
import type { Context } from './context.ts';
import { equals, isAmong } from './equality.ts';
import { instantsHold, isPresent, mirrored, noteTurn } from './instants.ts';
import { FALSE, TRUE, type Truth, truthOf } from './truth.ts';

/** Lists longer than this are searched item by item: the truths of all items must fit one small integer. */
export const MAX_BITS = 15;
export const TRUE_BITS = (1 << MAX_BITS) - 1;

/**
 * Judges the items whose bit is set in `active`, all at once: bit i of the result says that the condition is true of
 * item i, bit i + {@link MAX_BITS} that it is unknown. Items that are not active are not looked at.
 */
export type ItemPredicate = (items: readonly unknown[], active: number, context: Context) => number;

const trueOf = (bits: number): number => bits & TRUE_BITS;
const unsureOf = (bits: number): number => bits >> MAX_BITS;
const pack = (isTrue: number, unsure: number): number => isTrue | (unsure << MAX_BITS);

function compileAll(predicates: readonly ItemPredicate[]): ItemPredicate {
  return (items, active, context) => {
    let alive = active;
    let unsure = 0;
    for (let k = 0; k < predicates.length && alive !== 0; k += 1) {
      const bits = (predicates[k] as ItemPredicate)(items, alive, context);
      unsure |= unsureOf(bits);
      alive = trueOf(bits) | unsureOf(bits);
    }
    return pack(alive & ~unsure, alive & unsure);
  };
}

function compileSome(predicates: readonly ItemPredicate[]): ItemPredicate {
  return (items, active, context) => {
    let open = active;
    let unsure = 0;
    for (let k = 0; k < predicates.length && open !== 0; k += 1) {
      const bits = (predicates[k] as ItemPredicate)(items, open, context);
      unsure |= unsureOf(bits);
      open &= ~trueOf(bits);
    }
    return pack(active & ~open, unsure & open);
  };
}

function compileNone(predicate: ItemPredicate): ItemPredicate {
  return (items, active, context) => {
    const bits = predicate(items, active, context);
    return pack(active & ~trueOf(bits) & ~unsureOf(bits), unsureOf(bits));
  };
}

/** The name of a field of the item, for `{"var": "current.<name>"}`. */
function fieldOf(expression: Expression): string | undefined {
  if (expression.op !== 'var' || expression.fragments.length !== 2 || expression.fragments[0] !== 'current')
    return undefined;
  return expression.fragments[1];
}

/** The items whose field passes a test, found value by value: items often agree. */
function compileField(name: string, columns: Columns, test: (value: unknown) => Truth): ItemPredicate {
  const column = columns.column(name);
  const slot = columns.allocate();
  let bits = 0;
  return (items, active, context) => {
    if (context.stamps[slot] !== context.run) {
      context.stamps[slot] = context.run;
      const { count, values, items: having } = column(items, context);
      bits = 0;
      for (let k = 0; k < count; k += 1) {
        const truth = test(values[k]);
        if (truth === TRUE) bits |= having[k] as number;
        else if (truth !== FALSE) bits |= (having[k] as number) << MAX_BITS;
      }
    }
    return bits & pack(active, active);
  };
}

/** `present <relation> field` or the reverse, both shifted by days or hours; undefined for other comparisons. */
function compileWindow(
  { relation, operands }: Operation<'compare-instants'>,
  columns: Columns,
): ItemPredicate | undefined {
  const [left, right, third] = operands as [Expression, Expression, Expression?];
  if (third !== undefined || left.op !== 'plusTime' || right.op !== 'plusTime') return undefined;
  const [present, fixed] = isPresent(left) ? [left, right] : [right, left];
  const name = fieldOf(fixed.operand);
  if (!isPresent(present) || isPresent(fixed) || name === undefined) return undefined;
  const [presentShift, fixedShift] = [shiftOf(present), shiftOf(fixed)];
  if (presentShift === undefined || fixedShift === undefined) return undefined;
  const toPresent = present === left ? relation : mirrored[relation];
  const column = columns.instants(name);
  return (items, active, context) => {
    const instants = column(items, context);
    const now = context.at + presentShift;
    let bits = 0;
    for (let i = 0; active >> i !== 0; i += 1) {
      if (((active >> i) & 1) === 0) continue;
      const edge = (instants[i] as number) + fixedShift;
      noteTurn(context, toPresent, now, edge);
      const truth = instantsHold(toPresent, now, edge);
      if (truth === TRUE) bits |= 1 << i;
      else if (truth !== FALSE) bits |= 1 << (i + MAX_BITS);
    }
    return bits;
  };
}

const shiftOf = ({ amount, unit }: Operation<'plusTime'>): number | undefined =>
  amount === 0 ? 0 : unit === 'day' ? amount * 86_400_000 : unit === 'hour' ? amount * 3_600_000 : undefined;

/** A test of one field: against a constant, a list of constants, or for being true. */
function compileFieldTest(expression: Expression, columns: Columns): ItemPredicate | undefined {
  const name = fieldOf(expression.op === '===' || expression.op === 'in' ? expression.left : expression);
  if (name === undefined) return undefined;
  if (expression.op === '===') {
    if (expression.right.op !== 'literal') return undefined;
    return compileField(name, columns, equals(expression.right.value));
  }
  if (expression.op === 'in') {
    const constants = literalsOf(expression.right);
    return constants === undefined ? undefined : compileField(name, columns, isAmong(constants));
  }
  return compileField(name, columns, truthOf);
}

/** Any other condition, item by item. */
function compileOneByOne(expression: Expression, compiler: Compiler): ItemPredicate {
  const condition = compiler.lambda.truth(expression);
  return (items, active, context) => {
    const scope: { accumulator: null; current: unknown } = { accumulator: null, current: null };
    let bits = 0;
    for (let i = 0; active >> i !== 0; i += 1) {
      if (((active >> i) & 1) === 0) continue;
      scope.current = items[i];
      const truth = condition(scope, context);
      if (truth === TRUE) bits |= 1 << i;
      else if (truth !== FALSE) bits |= 1 << (i + MAX_BITS);
    }
    return bits;
  };
}

/** Remembers, within one evaluation, the items already judged. */
function remembered(predicate: ItemPredicate, slot: number): ItemPredicate {
  let judged = 0;
  let bits = 0;
  return (items, active, context) => {
    if (context.stamps[slot] !== context.run) {
      context.stamps[slot] = context.run;
      judged = 0;
      bits = 0;
    }
    const missing = active & ~judged;
    if (missing !== 0) {
      bits |= predicate(items, missing, context);
      judged |= missing;
    }
    return bits & pack(active, active);
  };
}

/** Compiles a condition on the items of the list that `columns` belong to. */
export function compileItemPredicate(expression: Expression, columns: Columns, compiler: Compiler): ItemPredicate {
  const known = columns.predicateOf(expression);
  if (known !== undefined) return known;
  let predicate: ItemPredicate;
  if (expression.op === 'and' || expression.op === 'or') {
    const parts = expression.operands.map((operand) => compileItemPredicate(operand, columns, compiler));
    predicate = expression.op === 'and' ? compileAll(parts) : compileSome(parts);
  } else if (expression.op === '!') {
    predicate = compileNone(compileItemPredicate(expression.operand, columns, compiler));
  } else {
    const window = expression.op === 'compare-instants' ? compileWindow(expression, columns) : undefined;
    predicate =
      compileFieldTest(expression, columns) ??
      remembered(window ?? compileOneByOne(expression, compiler), columns.allocate());
  }
  columns.keep(expression, predicate);
  return predicate;
}
