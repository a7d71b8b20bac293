/** A figure held against its budget. */
export interface BenchResult {
  readonly id: string;
  readonly name: string;
  /** Throughput of the work ÷ throughput of the baseline, or of the target where there is no baseline. */
  readonly ratio: number;
  /** The least `ratio` that passes. */
  readonly budget: number;
  readonly value: number;
  readonly unit: string;
  readonly pass: boolean;
  readonly detail: string;
}

/** A figure without a budget, reported beside those that have one. */
export interface BenchNote {
  readonly note: string;
}

/** A bench that could not run: never a pass. */
export interface BenchFailure {
  readonly id: string;
  readonly failure: string;
}

export type BenchLine = BenchResult | BenchNote | BenchFailure;

/** How much is measured; smaller with `--quick`, longer with `--full`. */
export interface Sample {
  /** Rounds of work and baseline; at least five. */
  readonly rounds: number;
  /** Distinct codes or strips. */
  readonly items: number;
  /** For benches that run by time: of each side of a round. */
  readonly milliseconds: number;
  /** People who ask a node for strips. */
  readonly people: number;
  /** For benches at a rate: how long people arrive. */
  readonly seconds: number;
  /** For benches of whole populations: people decided on anew, over all rounds. */
  readonly population: number;
}

export const NORMAL_SAMPLE: Sample = {
  rounds: 15,
  items: 2048,
  milliseconds: 1000,
  people: 64,
  seconds: 60,
  population: 100_000,
};
export const FULL_SAMPLE: Sample = { ...NORMAL_SAMPLE, seconds: 300, population: 1_000_000 };
export const QUICK_SAMPLE: Sample = {
  rounds: 5,
  items: 512,
  milliseconds: 300,
  people: 8,
  seconds: 10,
  population: 20_000,
};

/** `B2 PASS 0.74 (budget 0.70) …`. A ratio just short of its budget is not rounded up to it. */
export function formatLine(line: BenchLine): string {
  if ('note' in line) return line.note;
  if ('failure' in line) return `${line.id} FAIL did not run: ${line.failure}`;
  const { id, pass, ratio, budget, name, detail } = line;
  const shown = Math.floor(ratio * 100) / 100;
  return `${id} ${pass ? 'PASS' : 'FAIL'} ${shown.toFixed(2)} (budget ${budget.toFixed(2)}) ${name}: ${detail}`;
}

/** 1 when a budget was missed, a bench did not run, or nothing was held against a budget; else 0. */
export function exitCodeOf(lines: readonly BenchLine[]): 0 | 1 {
  const judged = lines.filter((line) => !('note' in line));
  return judged.length > 0 && judged.every((line) => 'pass' in line && line.pass) ? 0 : 1;
}
