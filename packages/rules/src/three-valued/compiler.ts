import type { Expression, Operation } from '../logic/expression.ts';
import { compileEquality, compileIntegers, compileMembership, compileSum } from './comparisons.ts';
import { compileBoth, compileBothTruth, compileChoice, compileNot } from './connectives.ts';
import type { Context } from './context.ts';
import {
  compileDateOfBirth,
  compileFragment,
  compileInstants,
  compileMadeInstant,
  compilePlusTime,
} from './instants.ts';
import { compileReduce, compileReduceTruth } from './reduce.ts';
import { type Truth, truthOf, UNSURE, valueOf } from './truth.ts';
import { compilePlain, compileVar } from './var.ts';

export type EvaluateValue = (scope: unknown, context: Context) => unknown;
export type EvaluateTruth = (scope: unknown, context: Context) => Truth;
/** Milliseconds since 1970; NaN where that is unknown. */
export type EvaluateInstant = (scope: unknown, context: Context) => number;

/** Compiles an expression for what its place asks of it: any value, a truth, or an instant. */
export interface Compiler {
  value(expression: Expression): EvaluateValue;
  truth(expression: Expression): EvaluateTruth;
  instant(expression: Expression): EvaluateInstant;
  /** What stands in the data, date-times as `Instant`. */
  raw(expression: Operation<'var'>): EvaluateValue;
  /** The compiler for a lambda, whose scope differs at every item. */
  readonly lambda: Compiler;
}

export function compileValue(expression: Expression, compiler: Compiler): EvaluateValue {
  switch (expression.op) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'array': {
      const items = expression.items.map((item) => compiler.value(item));
      return (scope, context) => items.map((item) => item(scope, context));
    }
    case 'var':
      return compilePlain(compiler.raw(expression));
    case 'if':
      return compileChoice(expression, compiler).value;
    case 'and':
    case 'or':
      return compileBoth(expression, compiler);
    case '+':
      return compileSum(expression, compiler);
    case 'reduce':
      return compileReduce(expression, compiler);
    case 'extractFromUVCI':
      return compileFragment(expression, compiler);
    case 'plusTime':
    case 'dccDateOfBirth': {
      const instant = compiler.instant(expression);
      return (scope, context) => {
        const milliseconds = instant(scope, context);
        return Number.isNaN(milliseconds) ? valueOf(UNSURE) : new Date(milliseconds);
      };
    }
    default: {
      const truth = compiler.truth(expression);
      return (scope, context) => valueOf(truth(scope, context));
    }
  }
}

export function compileTruth(expression: Expression, compiler: Compiler): EvaluateTruth {
  switch (expression.op) {
    case '!':
      return compileNot(expression, compiler);
    case 'if':
      return compileChoice(expression, compiler).truth;
    case 'and':
    case 'or':
      return compileBothTruth(expression, compiler);
    case '===':
      return compileEquality(expression, compiler);
    case 'in':
      return compileMembership(expression, compiler);
    case 'compare-integers':
      return compileIntegers(expression, compiler);
    case 'compare-instants':
      return compileInstants(expression, compiler);
    default: {
      const folded = expression.op === 'reduce' ? compileReduceTruth(expression, compiler) : undefined;
      if (folded !== undefined) return folded;
      const value = compiler.value(expression);
      return (scope, context) => truthOf(value(scope, context));
    }
  }
}

export function compileInstant(expression: Expression, compiler: Compiler): EvaluateInstant {
  switch (expression.op) {
    case 'plusTime':
      return compilePlusTime(expression, compiler);
    case 'dccDateOfBirth':
      return compileDateOfBirth(expression, compiler);
    case 'if':
      return compileChoice(expression, compiler).instant;
    default:
      return compileMadeInstant(compiler.value(expression));
  }
}

/** The compiler that records what is read, where the context asks for a trace. */
export const tracingCompiler: Compiler = {
  value: (expression) => compileValue(expression, tracingCompiler),
  truth: (expression) => compileTruth(expression, tracingCompiler),
  instant: (expression) => compileInstant(expression, tracingCompiler),
  raw: compileVar,
  get lambda() {
    return tracingCompiler;
  },
};
