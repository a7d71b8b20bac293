import { describe, expect, test } from 'vitest';
import { formatLine } from './result.ts';
import { interleave, judge, median, type Round } from './rounds.ts';

const budget = { id: 'B2', name: 'verify', budget: 0.7, unit: 'codes', baseline: 'node:crypto' };

/** Rounds in which the baseline does 1000 a second and the work that many. */
const rounds = (...rates: number[]): Round[] => rates.map((work) => ({ work, baseline: 1000 }));

describe('a budget', () => {
  test.each([
    ['above it', rounds(710, 720, 730, 740, 750), true],
    ['exactly at it', rounds(700, 700, 700, 700, 700), true],
    ['just below it', rounds(699, 699, 699, 699, 699), false],
    ['above it in two rounds of five', rounds(600, 610, 650, 900, 950), false],
    ['above it in three rounds of five', rounds(100, 200, 710, 720, 730), true],
    ['not measured', [], false],
    ['against a baseline that did nothing', [{ work: 0, baseline: 0 }], false],
  ])('%s: pass is %s', (_, measured, pass) => {
    expect(judge(budget, measured).pass).toBe(pass);
  });

  test('is held against the ratio within each round, so that a slow minute of the machine changes nothing', () => {
    const measured = [
      { work: 800, baseline: 1000 },
      { work: 8, baseline: 10 },
      { work: 80, baseline: 100 },
    ];
    expect(judge(budget, measured).ratio).toBeCloseTo(0.8, 10);
  });

  test('is reported with medians, number of rounds and spread', () => {
    const line = formatLine(judge(budget, rounds(700, 750, 800, 900, 650)));
    expect(line).toBe(
      'B2 PASS 0.75 (budget 0.70) verify: 750 codes per CPU-second, node:crypto 1000; 5 rounds, 0.65–0.90',
    );
  });
});

test('the median of an even number is the mean of the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
});

test('work and baseline both see every item once in each round, and neither always goes first', async () => {
  const seen: string[] = [];
  const record = (side: string) => (from: number, to: number) => void seen.push(`${side} ${from}-${to}`);
  const measured = await interleave({ rounds: 2, items: 600 }, record('work'), record('baseline'));
  expect(measured).toHaveLength(2);
  expect(seen.slice(-8)).toEqual([
    'work 0-512',
    'baseline 0-512',
    'work 512-600',
    'baseline 512-600',
    'baseline 0-512',
    'work 0-512',
    'baseline 512-600',
    'work 512-600',
  ]);
});
