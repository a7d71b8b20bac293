import fc from 'fast-check';
import { expect, test } from 'vitest';
import { document, now, rule } from '../../test/rule-generators.ts';
import { parseExpression } from '../logic/parse-expression.ts';
import { MAX_WORK } from '../logic/work.ts';
import { findRepeated } from '../pack/repeated-expressions.ts';
import { tracingCompiler } from './compiler.ts';
import { createContext } from './context.ts';
import { createJudgingCompiler } from './judging-compiler.ts';

const RUNS = 2500;
test('judging rules together gives each the truth it has alone', () => {
  const seen = new Map<unknown, number>();
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 8 }),
      fc.array(document, { minLength: 1, maxLength: 3 }),
      (rules, documents) => {
        const parsed = rules.map((logic) => parseExpression(logic, 'extended'));
        const judging = createJudgingCompiler(findRepeated(parsed));
        const together = parsed.map((expression) => judging.truth(expression));
        const context = createContext(null);
        for (const data of documents) {
          Object.assign(context, { at: now, left: MAX_WORK, next: Infinity });
          judging.begin(data, context);
          const truths = together.map((truth) => truth(data, context));
          const alone = parsed.map((expression) => {
            const own = { ...createContext([]), at: now, left: MAX_WORK };
            return tracingCompiler.truth(expression)(data, own);
          });
          for (const truth of alone) seen.set(truth, (seen.get(truth) ?? 0) + 1);
          expect(truths).toEqual(alone);
        }
      },
    ),
    { numRuns: RUNS },
  );
  expect(Math.min(seen.get(0) ?? 0, seen.get(1) ?? 0, seen.get(2) ?? 0)).toBeGreaterThan(RUNS / 10);
});
