import { createRandom } from './random.ts';
import type { Outcome, Subject } from './subject.ts';

/** Mutations over all readers, by tier: npm run test:quick, npm test, npm run test:full. */
const budgets: Readonly<Record<string, number>> = { quick: 5000, normal: 50_000, full: 1_000_000 };

/** What the environment asks for; the tier `normal` and a fixed seed unless told. */
export const budget = budgets[process.env['TONGXING_TIER'] ?? 'normal'] ?? 50_000;
export const seed = Number(process.env['TONGXING_FUZZ_SEED'] ?? 20_261_122);

/** How many mutations each reader gets: its share of the whole, at least one. */
export function divide(whole: number, subjects: readonly Subject[]): Map<string, number> {
  const shares = subjects.reduce((sum, { share }) => sum + share, 0);
  return new Map(subjects.map(({ name, share }) => [name, Math.max(1, Math.ceil((whole * share) / shares))]));
}

export interface Result {
  readonly runs: number;
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Milliseconds of the slowest input. */
  readonly slowest: number;
  /** The first failures: which input, counted from nought, and why. */
  readonly failures: readonly string[];
}

/** Feeds a reader so many mutants of a seed. The same seed and name give the same mutants, whatever the others do. */
export async function fuzz({ name, mutate, judge }: Subject, runs: number, from: number = seed): Promise<Result> {
  const random = createRandom(from ^ nameHash(name));
  const counts = { refused: 0, taken: 0 };
  const failures: string[] = [];
  let slowest = 0;
  for (let run = 0; run < runs && failures.length < 5; run += 1) {
    const input = mutate(random);
    const started = performance.now();
    try {
      counts[await judge(input)] += 1;
    } catch (error) {
      failures.push(`${run}: ${String(error)} for ${describe(input)}`);
    }
    slowest = Math.max(slowest, performance.now() - started);
  }
  return { runs, counts, slowest, failures };
}

function nameHash(name: string): number {
  return [...name].reduce((hash, character) => Math.imul(hash, 31) + (character.codePointAt(0) ?? 0), 7);
}

function describe(input: unknown): string {
  const text = input instanceof Uint8Array ? Buffer.from(input).toString('hex') : JSON.stringify(input);
  return text.slice(0, 400);
}
