import type { Assembly } from '../facts/assemble.ts';
import { LogicError } from '../logic/logic-error.ts';
import { MAX_WORK } from '../logic/work.ts';
import type { EvaluateTruth } from '../three-valued/compiler.ts';
import type { Context } from '../three-valued/context.ts';
import { type Truth, UNSURE } from '../three-valued/truth.ts';

/** The truth of a condition on a document; one that takes too much work is unknown. */
export function judge(evaluateTruth: EvaluateTruth, { document }: Assembly, context: Context): Truth {
  context.left = MAX_WORK;
  try {
    return evaluateTruth(document, context);
  } catch (error) {
    if (error instanceof LogicError) return UNSURE;
    throw error;
  }
}
