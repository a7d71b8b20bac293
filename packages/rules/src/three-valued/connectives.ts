import type { Operation } from '../logic/expression.ts';
import type { Compiler, EvaluateInstant, EvaluateTruth, EvaluateValue } from './compiler.ts';
import { FALSE, not, TRUE, type Truth, truthOf, UNSURE } from './truth.ts';
import { SOME_FALSE, SOME_TRUE, UNKNOWN } from './unknown.ts';

export function compileNot(expression: Operation<'!'>, compiler: Compiler): EvaluateTruth {
  const operand = compiler.truth(expression.operand);
  return (scope, context) => not(operand(scope, context));
}

/** Kleene's conjunction: a false operand settles it, whatever is unknown before or after. */
function conjunction(truths: readonly EvaluateTruth[]): EvaluateTruth {
  const [first, second, third] = truths as [EvaluateTruth, EvaluateTruth, EvaluateTruth?];
  if (third === undefined) {
    return (scope, context) => {
      const left = first(scope, context);
      if (left === FALSE) return FALSE;
      const right = second(scope, context);
      return right === FALSE ? FALSE : left === TRUE ? right : UNSURE;
    };
  }
  return (scope, context) => {
    let truth: Truth = TRUE;
    for (let i = 0; i < truths.length; i += 1) {
      const operand = (truths[i] as EvaluateTruth)(scope, context);
      if (operand === FALSE) return FALSE;
      if (operand === UNSURE) truth = UNSURE;
    }
    return truth;
  };
}

/** Kleene's disjunction: a true operand settles it. */
function disjunction(truths: readonly EvaluateTruth[]): EvaluateTruth {
  return (scope, context) => {
    let truth: Truth = FALSE;
    for (let i = 0; i < truths.length; i += 1) {
      const operand = (truths[i] as EvaluateTruth)(scope, context);
      if (operand === TRUE) return TRUE;
      if (operand === UNSURE) truth = UNSURE;
    }
    return truth;
  };
}

export function compileBothTruth({ op, operands }: Operation<'and' | 'or'>, compiler: Compiler): EvaluateTruth {
  const truths = operands.map((operand) => compiler.truth(operand));
  return op === 'and' ? conjunction(truths) : disjunction(truths);
}

/**
 * The value of a conjunction or disjunction is that of the first operand that settles it, or of the last one, as in
 * CertLogic. Which operand comes first is unknown after an unknown one; then only the truth of the value is known.
 */
export function compileBoth({ op, operands }: Operation<'and' | 'or'>, compiler: Compiler): EvaluateValue {
  const [settling, settled] = op === 'and' ? [FALSE, SOME_FALSE] : [TRUE, SOME_TRUE];
  const values = operands.map((operand) => compiler.value(operand));
  return (scope, context) => {
    let unsure = false;
    let value: unknown = UNKNOWN;
    for (const evaluate of values) {
      value = evaluate(scope, context);
      const truth = truthOf(value);
      if (truth === settling) return unsure ? settled : value;
      if (truth === UNSURE) unsure = true;
    }
    return unsure ? UNKNOWN : value;
  };
}

const same = (left: unknown, right: unknown): boolean =>
  left === right || (left instanceof Date && right instanceof Date && left.getTime() === right.getTime());

/** Where the guard is unknown, the choice is known only if both branches come to the same. */
export function compileChoice({ guard: g, consequent, alternative }: Operation<'if'>, compiler: Compiler) {
  function choose<T>(
    yes: (...of: Parameters<EvaluateValue>) => T,
    no: (...of: Parameters<EvaluateValue>) => T,
    agree: (left: T, right: T) => T,
  ) {
    const guard = compiler.truth(g);
    return (...of: Parameters<EvaluateValue>): T => {
      const truth = guard(of[0], of[1]);
      if (truth === UNSURE) return agree(yes(of[0], of[1]), no(of[0], of[1]));
      return truth === TRUE ? yes(of[0], of[1]) : no(of[0], of[1]);
    };
  }
  return {
    get truth(): EvaluateTruth {
      const agree: Parameters<typeof choose<ReturnType<EvaluateTruth>>>[2] = (left, right) =>
        left === right ? left : UNSURE;
      return choose(compiler.truth(consequent), compiler.truth(alternative), agree);
    },
    get value(): EvaluateValue {
      const agree = (left: unknown, right: unknown) => (same(left, right) ? left : UNKNOWN);
      return choose(compiler.value(consequent), compiler.value(alternative), agree);
    },
    get instant(): EvaluateInstant {
      const agree = (left: number, right: number) => (left === right ? left : NaN);
      return choose(compiler.instant(consequent), compiler.instant(alternative), agree);
    },
  };
}
