import { describe, expect, test } from 'vitest';
import { runNode } from '../run.ts';
import { formatterFindings } from './format.ts';
import { linterFindings } from './lint.ts';
import { policyFindings } from './policy.ts';
import { compilerFindings } from './types.ts';

describe('what other programs print becomes findings', () => {
  test("the compiler's errors, with and without a place", () => {
    const output = [
      "packages/codec/src/strip.ts(12,7): error TS2322: Type 'string' is not assignable to type 'number'.",
      "error TS5083: Cannot read file 'tsconfig.json'.",
    ].join('\n');
    expect(compilerFindings(output)).toEqual([
      { place: 'packages/codec/src/strip.ts:12', message: "TS2322 Type 'string' is not assignable to type 'number'." },
      { place: 'tsc', message: "TS5083 Cannot read file 'tsconfig.json'." },
    ]);
  });

  test('a part without files yet is not an error', () => {
    expect(compilerFindings('error TS18003: No inputs were found in config file.')).toEqual([]);
  });

  test("the linter's objections", () => {
    const output = 'world/a.ts:3:12: `debugger` statement is not allowed [Error/eslint(no-debugger)]\n\n1 problem\n';
    expect(linterFindings(output)).toEqual([
      { place: 'world/a.ts:3', message: '`debugger` statement is not allowed [Error/eslint(no-debugger)]' },
    ]);
  });

  test("the formatter's list", () => {
    expect(formatterFindings('world/a.ts\nworld/b.ts\n').map(({ place }) => place)).toEqual([
      'world/a.ts',
      'world/b.ts',
    ]);
  });

  test("the policy lint's words, or its silence", () => {
    expect(policyFindings(0, 'all is well')).toEqual([]);
    expect(policyFindings(1, '370000/entry: rule r3 has no source')).toEqual([
      { place: 'policies', message: '370000/entry: rule r3 has no source' },
    ]);
    expect(policyFindings(1, '')).toHaveLength(1);
  });
});

describe('npm run check', () => {
  test('refuses a name it does not know', async () => {
    const { exitCode, output } = await runNode(['scripts/check.ts', 'no-such-check']);
    expect(exitCode).toBe(1);
    expect(output).toContain('There is no check "no-such-check"');
  });

  test('prints a line for a check that is clean and exits 0', async () => {
    const { exitCode, output } = await runNode(['scripts/check.ts', 'licences']);
    expect(output).toMatch(/^licences +\d+\.\d s {2}ok\n$/);
    expect(exitCode).toBe(0);
  });
});
