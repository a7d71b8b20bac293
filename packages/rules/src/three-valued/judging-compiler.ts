import type { Expression } from '../logic/expression.ts';
import { type Columns, createColumns } from './columns.ts';
import { type Compiler, compileInstant, compileTruth, compileValue } from './compiler.ts';
import type { Context } from './context.ts';
import { compileCount, compileSearch } from './search.ts';
import { compileSlotTest } from './slot-tests.ts';
import { createSlots } from './slots.ts';
import { compileRead } from './var.ts';

/** What the expressions of a pack have in common outside lambdas, where a part means the same wherever it stands. */
export interface Sharing {
  /** A number that equal expressions, and only they, have in common. */
  identify(expression: Expression): number;
  /** Whether a part occurs more than once, so that its result is worth remembering. */
  isRepeated(expression: Expression): boolean;
}

type Evaluate<Result> = (scope: unknown, context: Context) => Result;

function remembered<Result>(evaluate: Evaluate<Result>, slot: number): Evaluate<Result> {
  return (scope, context) => {
    if (context.stamps[slot] === context.run) return context.values[slot] as Result;
    const result = evaluate(scope, context);
    context.stamps[slot] = context.run;
    context.values[slot] = result;
    return result;
  };
}

export interface JudgingCompiler extends Compiler {
  /** Begins an evaluation of the compiled rules on a document; every rule is judged with that document as scope. */
  begin(document: unknown, context: Context): void;
}

/**
 * The compiler for judging many rules on one document. It gives the results of the tracing compiler and keeps no trace;
 * within an evaluation it reads each path once, judges repeated parts once, and searches short lists all items at once.
 * It takes every path that ends in `at` for the present of the context, which a rule document holds there.
 */
export function createJudgingCompiler(sharing: Sharing): JudgingCompiler {
  const known = new Map<string, unknown>();
  const columns = new Map<string, Columns>();
  let count = 0;
  const allocate = () => (count += 1);
  const slots = createSlots(allocate);
  const once = <Form>(key: string, make: () => Form): Form => {
    const form = (known.get(key) as Form | undefined) ?? make();
    known.set(key, form);
    return form;
  };
  function shared<Result>(
    form: string,
    compile: (expression: Expression, compiler: Compiler) => Evaluate<Result>,
  ): (expression: Expression) => Evaluate<Result> {
    return (expression) => {
      if (!sharing.isRepeated(expression)) return compile(expression, compiler);
      return once(`${form} ${sharing.identify(expression)}`, () =>
        remembered(compile(expression, compiler), allocate()),
      );
    };
  }
  function columnsOf(list: Expression): Columns | undefined {
    if (list.op !== 'var') return undefined;
    const existing = columns.get(list.path) ?? createColumns(allocate, (expression) => sharing.identify(expression));
    columns.set(list.path, existing);
    return existing;
  }
  const lambda: Compiler = {
    value: (expression) => compileValue(expression, lambda),
    truth: (expression) => compileTruth(expression, lambda),
    instant: (expression) => compileInstant(expression, lambda),
    raw: compileRead,
    get lambda() {
      return lambda;
    },
  };
  const compiler: Compiler = {
    value: shared('value', (expression, self) => {
      if (expression.op === 'var') {
        const place = slots.plain(expression);
        return (_scope, { values }) => values[place];
      }
      const list = expression.op === 'reduce' ? columnsOf(expression.operand) : undefined;
      const count = expression.op === 'reduce' && list ? compileCount(expression, list, self) : undefined;
      return count ?? compileValue(expression, self);
    }),
    truth: shared('truth', (expression, self) => {
      const list = expression.op === 'reduce' ? columnsOf(expression.operand) : undefined;
      const search = expression.op === 'reduce' && list ? compileSearch(expression, list, self) : undefined;
      return search ?? compileSlotTest(expression, slots) ?? compileTruth(expression, self);
    }),
    instant: shared('instant', compileInstant),
    raw: (expression) => {
      const place = slots.raw(expression);
      return (_scope, { values }) => values[place];
    },
    lambda,
  };
  return {
    ...compiler,
    begin(document, context) {
      context.run += 1;
      slots.fill(document, context);
    },
  };
}
