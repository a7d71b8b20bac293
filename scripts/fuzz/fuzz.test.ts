import { afterAll, describe, expect, test } from 'vitest';
import { codecSubjects } from './codec-subjects.ts';
import { federationSubjects } from './federation-subjects.ts';
import { logSubjects } from './log-subjects.ts';
import { createRandom } from './random.ts';
import { rulesSubjects } from './rules-subjects.ts';
import { budget, divide, fuzz, seed, type Result } from './run.ts';
import { mustBe, refusing, subject } from './subject.ts';

const subjects = [...codecSubjects, ...logSubjects, ...federationSubjects, ...rulesSubjects];
const runs = divide(budget, subjects);
const results = new Map<string, Result>();

/** Milliseconds after which one input counts as a hang, on a machine however busy. */
const hang = 10_000;
const patience = 1_800_000;

describe(`mutants of what is right, seed ${seed}`, () => {
  test.each(subjects.map((each) => [each.name, each] as const))(
    'of %s are refused with own errors, or mean what they meant',
    async (name, each) => {
      const result = await fuzz(each, runs.get(name) ?? 1);
      results.set(name, result);
      expect(result.failures).toEqual([]);
      expect(result.slowest).toBeLessThan(hang);
      // A mutator that spoils everything or nothing tries nothing.
      expect(result.counts.refused).toBeGreaterThan(0);
    },
    patience,
  );

  afterAll(() => {
    const lines = [...results].map(([name, { runs: tried, counts, slowest }]) => {
      return `  ${name.padEnd(22)} ${String(tried).padStart(7)}  refused ${counts.refused}, taken ${counts.taken}, slowest ${slowest.toFixed(0)} ms`;
    });
    const whole = [...results.values()].reduce((sum, result) => sum + result.runs, 0);
    console.log(`${whole} mutations, seed ${seed}\n${lines.join('\n')}`);
  });
});

describe('the fuzzer', () => {
  const reader = (judge: (input: number) => 'refused' | 'taken' | Promise<'refused' | 'taken'>) =>
    subject<number>({ name: 'numbers', share: 1, mutate: (random) => random(100), judge });

  test('divides the budget by shares, and gives everybody one', () => {
    const two = [
      { ...reader(() => 'taken'), name: 'three', share: 3 },
      { ...reader(() => 'taken'), name: 'one', share: 1 },
    ];
    expect([...divide(400, two).values()]).toEqual([300, 100]);
    expect([...divide(0, two).values()]).toEqual([1, 1]);
  });

  test('spends at least the budget of the tier', () => {
    expect([...runs.values()].reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(budget);
  });

  test('makes the same mutants again from the same seed, and others from another', async () => {
    const seen = async (from: number) => {
      const inputs: number[] = [];
      await fuzz(
        reader((input) => (inputs.push(input), 'refused')),
        20,
        from,
      );
      return inputs;
    };
    expect(await seen(1)).toEqual(await seen(1));
    expect(await seen(1)).not.toEqual(await seen(2));
  });

  test('draws every number below a bound', () => {
    const random = createRandom(0);
    const drawn = new Set(Array.from({ length: 1000 }, () => random(10)));
    expect([...drawn].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('finds a foreign error', async () => {
    const { failures } = await fuzz(
      reader((input) => refusing(['CodecError'], () => (input > 50 ? decodeURIComponent('%') : ''))),
      100,
    );
    expect(failures[0]).toContain('URIError');
  });

  test('finds what is taken wrongly', async () => {
    const { failures } = await fuzz(
      reader((input) => refusing(['CodecError'], () => mustBe(input < 90, 'a mutant that passes'))),
      100,
    );
    expect(failures[0]).toContain('TakenWrongly: a mutant that passes');
  });

  test('finds an error that has our name and no code', async () => {
    const nameless = Object.assign(new Error('no code'), { name: 'CodecError' });
    const { failures } = await fuzz(
      reader(() => refusing(['CodecError'], () => Promise.reject(nameless))),
      1,
    );
    expect(failures).toHaveLength(1);
  });
});
