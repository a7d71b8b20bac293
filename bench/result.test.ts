import { expect, test } from 'vitest';
import { type BenchResult, exitCodeOf, formatLine } from './result.ts';

const passed: BenchResult = {
  id: 'B3',
  name: 'sign strips',
  ratio: 0.75,
  budget: 0.6,
  value: 20_000,
  unit: 'strips/CPU-s',
  pass: true,
  detail: 'five rounds',
};
const missed: BenchResult = { ...passed, id: 'B2', ratio: 0.6999, budget: 0.7, pass: false };
const note = { note: 'B3 (with database) 234 strips/s' };
const failure = { id: 'B9', failure: 'Error: no pack' };

test('one missed budget among others fails the run', () => {
  expect(exitCodeOf([passed, missed, passed])).toBe(1);
});

test('a run in which every budget is kept succeeds, whatever is noted beside', () => {
  expect(exitCodeOf([passed, note])).toBe(0);
});

test('a bench that did not run fails the run', () => {
  expect(exitCodeOf([passed, failure])).toBe(1);
});

test.each([[[]], [[note]]])('a run without a budget fails: %j', (lines) => {
  expect(exitCodeOf(lines)).toBe(1);
});

test('a line says which, whether, how much of how much', () => {
  expect(formatLine(passed)).toBe('B3 PASS 0.75 (budget 0.60) sign strips: five rounds');
  expect(formatLine(note)).toBe('B3 (with database) 234 strips/s');
  expect(formatLine(failure)).toBe('B9 FAIL did not run: Error: no pack');
});

test('a ratio just short of the budget is not shown as the budget', () => {
  expect(formatLine(missed)).toBe('B2 FAIL 0.69 (budget 0.70) sign strips: five rounds');
});
