import type { Expression, Operation } from '../logic/expression.ts';
import type { Columns } from './columns.ts';
import type { Compiler } from './compiler.ts';
import { literalsOf } from './comparisons.ts';
import type { Context } from './context.ts';
import { instantsHold, isPresent, mirrored, noteTurn } from './instants.ts';
import { FALSE, TRUE, type Truth, truthOf, UNSURE } from './truth.ts';
import { isUnknown } from './unknown.ts';

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

/** Asks a question of every active item. */
function everyItem(judge: (i: number, context: Context) => Truth, active: number, context: Context): number {
  let isTrue = 0;
  let unsure = 0;
  for (let i = 0; active >> i !== 0; i += 1) {
    if (((active >> i) & 1) === 0) continue;
    const truth = judge(i, context);
    if (truth === TRUE) isTrue |= 1 << i;
    else if (truth !== FALSE) unsure |= 1 << i;
  }
  return pack(isTrue, unsure);
}

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

function compileField(name: string, columns: Columns, judge: (value: unknown) => Truth): ItemPredicate {
  const column = columns.values(name);
  return (items, active, context) => {
    const values = column(items, context);
    return everyItem((i) => judge(values[i]), active, context);
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
    return everyItem(
      (i) => {
        const edge = (instants[i] as number) + fixedShift;
        noteTurn(context, toPresent, now, edge);
        return instantsHold(toPresent, now, edge);
      },
      active,
      context,
    );
  };
}

const shiftOf = ({ amount, unit }: Operation<'plusTime'>): number | undefined =>
  amount === 0 ? 0 : unit === 'day' ? amount * 86_400_000 : unit === 'hour' ? amount * 3_600_000 : undefined;

function compileLeaf(expression: Expression, columns: Columns, compiler: Compiler): ItemPredicate {
  if (expression.op === '===' && expression.right.op === 'literal') {
    const name = fieldOf(expression.left);
    const { value: expected } = expression.right;
    if (name !== undefined) {
      return compileField(name, columns, (value) => (value === expected ? TRUE : isUnknown(value) ? UNSURE : FALSE));
    }
  }
  if (expression.op === 'in') {
    const name = fieldOf(expression.left);
    const fixed = literalsOf(expression.right);
    if (name !== undefined && fixed !== undefined) {
      const set = new Set(fixed);
      return compileField(name, columns, (value) => (set.has(value) ? TRUE : isUnknown(value) ? UNSURE : FALSE));
    }
  }
  const name = fieldOf(expression);
  if (name !== undefined) return compileField(name, columns, truthOf);
  const window = expression.op === 'compare-instants' ? compileWindow(expression, columns) : undefined;
  if (window !== undefined) return window;
  const truth = compiler.lambda.truth(expression);
  return (items, active, context) => {
    const scope: { accumulator: null; current: unknown } = { accumulator: null, current: null };
    return everyItem(
      (i) => {
        scope.current = items[i];
        return truth(scope, context);
      },
      active,
      context,
    );
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
    predicate = remembered(compileLeaf(expression, columns, compiler), columns.allocate());
  }
  columns.keep(expression, predicate);
  return predicate;
}
