import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { BenchResult } from './result.ts';

/** Items per CPU-second, or per second, of both sides in one round. */
export interface Round {
  readonly work: number;
  readonly baseline: number;
}

/** Does its work for items `from` to `to` (excluded). */
export type Stretch = (from: number, to: number) => void | Promise<void>;

/** Items at a turn. A multiple of the batches in which strips are signed. */
const STRETCH = 512;
/** Until the compiler has settled: a node serves for days. */
const WARM_UP_ROUNDS = 6;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void;

/**
 * Runs `work` and `baseline` over the same `items` in turns of some 50 ms, so that whatever else the machine does meets both alike.
 * What counts is CPU time of this process, all threads, user and system. Each turn ends with the collection of its own garbage:
 * otherwise the side that allocates more would also finalise the other's keys.
 */
export async function interleave(
  { rounds, items }: { readonly rounds: number; readonly items: number },
  work: Stretch,
  baseline: Stretch,
): Promise<Round[]> {
  const measured: Round[] = [];
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    let workTime = 0;
    let baselineTime = 0;
    for (let from = 0; from < items; from += STRETCH) {
      const to = Math.min(from + STRETCH, items);
      // Who goes first changes from round to round: neither always finds the caches as the other left them.
      if (round % 2 === 0) workTime += await cpuTime(work, from, to);
      baselineTime += await cpuTime(baseline, from, to);
      if (round % 2 !== 0) workTime += await cpuTime(work, from, to);
    }
    if (round >= 0) measured.push({ work: (items * 1e6) / workTime, baseline: (items * 1e6) / baselineTime });
  }
  return measured;
}

/** Microseconds of CPU. */
async function cpuTime(stretch: Stretch, from: number, to: number): Promise<number> {
  const start = process.cpuUsage();
  await stretch(from, to);
  collect({ type: 'minor' });
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Of an even number, the mean of the two in the middle; of none, NaN. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

export interface Budget {
  readonly id: string;
  readonly name: string;
  readonly budget: number;
  /** What is counted: `verifications`. */
  readonly unit: string;
  /** What the work is held against: `node:crypto sign`. */
  readonly baseline: string;
  /** `second` where the clock on the wall is what counts. */
  readonly per?: 'second';
}

/** Holds the median of the rounds' ratios against the budget. No figure, or one that is not a number, fails. */
export function judge({ id, name, budget, unit, baseline, per }: Budget, rounds: readonly Round[]): BenchResult {
  const ratios = rounds.map((round) => round.work / round.baseline);
  const ratio = median(ratios);
  const value = median(rounds.map((round) => round.work));
  const rates = `${value.toFixed(0)} ${unit} per ${per ?? 'CPU-second'}, ${baseline} ${median(rounds.map((round) => round.baseline)).toFixed(0)}`;
  const spread = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
  const detail = `${rates}; ${rounds.length} rounds, ${spread}`;
  return {
    id,
    name,
    ratio,
    budget,
    value,
    unit: `${unit}/${per === undefined ? 'CPU-s' : 's'}`,
    pass: ratio >= budget,
    detail,
  };
}
