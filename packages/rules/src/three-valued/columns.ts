import type { Expression } from '../logic/expression.ts';
import type { Context } from './context.ts';
import { Instant } from './instant.ts';
import { type ItemPredicate, MAX_BITS } from './item-predicate.ts';
import { parseDateTime } from '../logic/date-time.ts';
import { step } from './var.ts';

type Column<Values> = (items: readonly unknown[], context: Context) => Values;

/** The fields of the items of one list, each read once per evaluation, and the conditions on them already compiled. */
export interface Columns {
  values(name: string): Column<readonly unknown[]>;
  /** Milliseconds; NaN where a field is no date-time. */
  instants(name: string): Column<readonly number[]>;
  /** A slot of the context for something remembered within an evaluation. */
  allocate(): number;
  predicateOf(expression: Expression): ItemPredicate | undefined;
  keep(expression: Expression, predicate: ItemPredicate): void;
}

function compileColumn<Value>(
  name: string,
  slot: number,
  convert: (value: unknown) => Value,
): Column<readonly Value[]> {
  const column: Value[] = [];
  return (items, context) => {
    if (context.stamps[slot] === context.run) return column;
    context.stamps[slot] = context.run;
    for (let i = 0; i < items.length && i < MAX_BITS; i += 1) column[i] = convert(step(items[i], name));
    return column;
  };
}

const plain = (value: unknown): unknown => (value instanceof Instant ? value.text : value);

function milliseconds(value: unknown): number {
  if (value instanceof Instant) return value.milliseconds;
  return typeof value === 'string' ? (parseDateTime(value) ?? NaN) : NaN;
}

export function createColumns(allocate: () => number, identify: (expression: Expression) => number): Columns {
  const values = new Map<string, Column<readonly unknown[]>>();
  const instants = new Map<string, Column<readonly number[]>>();
  const predicates = new Map<number, ItemPredicate>();
  function once<Value>(
    columns: Map<string, Column<readonly Value[]>>,
    name: string,
    convert: (value: unknown) => Value,
  ) {
    const column = columns.get(name) ?? compileColumn(name, allocate(), convert);
    columns.set(name, column);
    return column;
  }
  return {
    values: (name) => once(values, name, plain),
    instants: (name) => once(instants, name, milliseconds),
    allocate,
    predicateOf: (expression) => predicates.get(identify(expression)),
    keep: (expression, predicate) => void predicates.set(identify(expression), predicate),
  };
}
