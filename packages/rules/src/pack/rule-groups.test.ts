import fc from 'fast-check';
import { expect, test } from 'vitest';
import { document, now, rule } from '../../test/rule-generators.ts';
import { parseExpression } from '../logic/parse-expression.ts';
import { MAX_WORK } from '../logic/work.ts';
import { tracingCompiler } from '../three-valued/compiler.ts';
import { createContext } from '../three-valued/context.ts';
import { createJudgingCompiler } from '../three-valued/judging-compiler.ts';
import { FALSE } from '../three-valued/truth.ts';
import { findRepeated } from './repeated-expressions.ts';
import { groupRules } from './rule-groups.ts';

const RUNS = 2500;

test('every rule that is true or unknown is picked, and none twice; of the false ones, many are left out', () => {
  const counts = { picked: 0, left: 0 };
  fc.assert(
    fc.property(fc.array(rule, { minLength: 1, maxLength: 10 }), document, (rules, data) => {
      const parsed = rules.map((logic, index) => ({ when: parseExpression(logic, 'extended'), rule: index }));
      const judging = createJudgingCompiler(findRepeated(parsed.map(({ when }) => when)));
      const groups = groupRules(parsed, judging);
      const context = Object.assign(createContext(null), { at: now, left: MAX_WORK });
      judging.begin(data, context);
      const picked = groups.flatMap((group) => group.pick(data, context));
      expect(new Set(picked).size).toBe(picked.length);
      for (const { when, rule: index } of parsed) {
        const truth = tracingCompiler.truth(when)(
          data,
          Object.assign(createContext(null), { at: now, left: MAX_WORK }),
        );
        if (truth !== FALSE) expect(picked).toContain(index);
      }
      counts.picked += picked.length;
      counts.left += rules.length - picked.length;
    }),
    { numRuns: RUNS },
  );
  expect(counts.left).toBeGreaterThan(RUNS / 2);
  expect(counts.picked).toBeGreaterThan(RUNS / 2);
});
