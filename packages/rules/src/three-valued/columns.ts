import { parseDateTime } from '../logic/date-time.ts';
import type { Expression } from '../logic/expression.ts';
import type { Context } from './context.ts';
import { Instant } from './instant.ts';
import type { ItemPredicate } from './item-predicate.ts';
import { plainText, step } from './var.ts';

/** The values one field takes among the items of a list, each with the set of items that have it, as bits. */
export interface Column {
  count: number;
  readonly values: unknown[];
  readonly items: number[];
}

type Read<Result> = (items: readonly unknown[], context: Context) => Result;

/** The fields of the items of one list, each read once per evaluation, and the conditions on them already compiled. */
export interface Columns {
  column(name: string): Read<Column>;
  /** By item, in milliseconds; NaN where the field is no date-time. */
  instants(name: string): Read<readonly number[]>;
  /** A slot of the context for something remembered within an evaluation. */
  allocate(): number;
  predicateOf(expression: Expression): ItemPredicate | undefined;
  keep(expression: Expression, predicate: ItemPredicate): void;
}

function compileColumn(name: string, slot: number): Read<Column> {
  const column: Column = { count: 0, values: [], items: [] };
  return (items, context) => {
    if (context.stamps[slot] === context.run) return column;
    context.stamps[slot] = context.run;
    const { values, items: having } = column;
    let count = 0;
    for (let i = 0; i < items.length; i += 1) {
      const value = plainText(step(items[i], name));
      let k = 0;
      while (k < count && values[k] !== value) k += 1;
      if (k === count) {
        values[k] = value;
        having[k] = 0;
        count += 1;
      }
      having[k] = (having[k] as number) | (1 << i);
    }
    column.count = count;
    return column;
  };
}

function milliseconds(value: unknown): number {
  if (value instanceof Instant) return value.milliseconds;
  return typeof value === 'string' ? (parseDateTime(value) ?? NaN) : NaN;
}

function compileInstantColumn(name: string, slot: number): Read<readonly number[]> {
  const column: number[] = [];
  return (items, context) => {
    if (context.stamps[slot] === context.run) return column;
    context.stamps[slot] = context.run;
    for (let i = 0; i < items.length; i += 1) column[i] = milliseconds(step(items[i], name));
    return column;
  };
}

export function createColumns(allocate: () => number, identify: (expression: Expression) => number): Columns {
  const columns = new Map<string, Read<Column>>();
  const instants = new Map<string, Read<readonly number[]>>();
  const predicates = new Map<number, ItemPredicate>();
  function once<Result>(
    known: Map<string, Read<Result>>,
    name: string,
    compile: (name: string, slot: number) => Read<Result>,
  ): Read<Result> {
    const read = known.get(name) ?? compile(name, allocate());
    known.set(name, read);
    return read;
  }
  return {
    column: (name) => once(columns, name, compileColumn),
    instants: (name) => once(instants, name, compileInstantColumn),
    allocate,
    predicateOf: (expression) => predicates.get(identify(expression)),
    keep: (expression, predicate) => void predicates.set(identify(expression), predicate),
  };
}
