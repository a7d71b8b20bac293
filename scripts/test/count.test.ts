import { describe, expect, test } from 'vitest';
import { countStories, countVitest, failuresOf, sum, type VitestReport } from './count.ts';

const clean: VitestReport = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{ fullName: 'holds', status: 'passed' }] }],
};

describe('a vitest run', () => {
  test('that is clean has no failure', () => {
    expect(countVitest(clean, 0)).toEqual({ passed: 5, failed: 0 });
  });

  test.each(['numFailedTests', 'numPendingTests', 'numTodoTests'] as const)('fails by its %s', (kind) => {
    expect(countVitest({ ...clean, [kind]: 2 }, 0)).toEqual({ passed: 5, failed: 2 });
  });

  test('fails by a file that did not load', () => {
    const testResults = [...clean.testResults, { name: 'b.test.ts', status: 'failed', assertionResults: [] }];
    expect(countVitest({ ...clean, testResults }, 1)).toEqual({ passed: 5, failed: 1 });
  });

  test('fails by an error outside every test', () => {
    expect(countVitest(clean, 1)).toEqual({ passed: 5, failed: 1 });
  });

  test('fails when it left no report', () => {
    expect(countVitest(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('what went wrong', () => {
  test('is nothing in a clean run, nor where there is no report', () => {
    expect([failuresOf(clean), failuresOf(undefined)]).toEqual([[], []]);
  });

  test('is told of each test that did not pass, skipped ones included, with the beginning of its message', () => {
    const assertionResults = [
      { fullName: 'holds', status: 'passed' },
      { fullName: 'adds up', status: 'failed', failureMessages: ['expected 2 to be 3\nat line 1'] },
      { fullName: 'is for later', status: 'pending' },
    ];
    const told = failuresOf({ ...clean, testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] });
    expect(told).toEqual([
      'a.test.ts: adds up (failed)\n    expected 2 to be 3\n    at line 1',
      'a.test.ts: is for later (pending)\n    ',
    ]);
  });

  test('is told of a file that did not load', () => {
    const broken = { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
    expect(failuresOf({ ...clean, testResults: [broken] })).toEqual(['b.test.ts\n    no such module']);
  });
});

describe('stories', () => {
  const two = '1 she declares ✓\nstory main: 12 steps passed\nstory rules: 7 steps passed\n';

  test('count one each', () => {
    expect(countStories(two, 0)).toEqual({ passed: 2, failed: 0 });
  });

  test('fail once when one ends badly', () => {
    expect(countStories(two, 1)).toEqual({ passed: 2, failed: 1 });
  });

  test('fail when none was told, or one had no step', () => {
    expect(countStories('', 0)).toEqual({ passed: 0, failed: 1 });
    expect(countStories('story main: 0 steps passed\n', 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('the sum', () => {
  test('adds', () => {
    const counts = [
      { passed: 5, failed: 1 },
      { passed: 2, failed: 0 },
    ];
    expect(sum(counts)).toEqual({ passed: 7, failed: 1 });
  });

  test('of nothing executed is a failure', () => {
    expect(sum([{ passed: 0, failed: 0 }])).toEqual({ passed: 0, failed: 1 });
  });
});
