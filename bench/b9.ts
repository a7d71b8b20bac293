import { assemble, compilePack, evaluate } from '@tongxing/rules';
import { evaluate as evaluateCertLogic } from 'certlogic-js';
import { at, createFacts, createPack, reference } from './b9-pack.ts';

export interface BenchResult {
  id: string;
  name: string;
  ratio: number;
  budget: number;
  value: number;
  unit: string;
  pass: boolean;
  detail: string;
}

const PEOPLE = 256;
const DECISIONS_PER_CPU_SECOND = 100_000;
const TIMES_CERTLOGIC = 5;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Runs `work` for every person in turn until `milliseconds` have passed; returns how often per CPU-second. */
function ratePerCpuSecond(milliseconds: number, work: (person: number) => void): number {
  const deadline = performance.now() + milliseconds;
  const start = process.cpuUsage();
  let done = 0;
  while (performance.now() < deadline) {
    for (let i = 0; i < 16; i += 1) work((done + i) % PEOPLE);
    done += 16;
  }
  const { user, system } = process.cpuUsage(start);
  return (done * 1_000_000) / (user + system);
}

/**
 * B9: decisions from a pack of 200 rules, from facts to outcome with reasons and trace, per CPU-second, beside
 * certlogic-js evaluating the same 200 expressions on the document already assembled (no facts, no reasons, no trace:
 * the baseline has the easier part). Rounds alternate; medians are compared.
 */
export async function run({
  rounds = 7,
  milliseconds = 1500,
}: { rounds?: number; milliseconds?: number } = {}): Promise<BenchResult[]> {
  const pack = createPack();
  const compiled = compilePack(pack);
  const facts = Array.from({ length: PEOPLE }, (_, n) => createFacts(n));
  const documents = facts.map((list) => {
    const { document } = assemble(list, reference, pack.inputs, at);
    return JSON.parse(JSON.stringify(document, (_key, value: unknown) => instantText(value))) as Record<
      string,
      unknown
    >;
  });
  const colours = new Map<string, number>();
  const own: number[] = [];
  const baseline: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const decisions = ratePerCpuSecond(milliseconds, (person) => {
      const outcome = evaluate(compiled, facts[person] ?? [], reference, at);
      if (round < 0) colours.set(outcome.colour, (colours.get(outcome.colour) ?? 0) + 1);
    });
    const certLogic = ratePerCpuSecond(milliseconds, (person) => {
      for (const { when } of pack.rules) evaluateCertLogic(when as never, documents[person]);
    });
    if (round < 0) continue;
    own.push(decisions);
    baseline.push(certLogic);
  }
  const value = median(own);
  const base = median(baseline);
  const ratio = value / base;
  const mix = [...colours].map(([colour, n]) => `${colour} ${n}`).join(', ');
  const detail = `${Math.round(value)} decisions, certlogic-js ${Math.round(base)}, ${rounds} rounds, warm-up: ${mix}`;
  return [
    {
      id: 'B9',
      name: 'decisions per CPU-second, 200 rules, with trace',
      ratio: value / DECISIONS_PER_CPU_SECOND,
      budget: 1,
      value,
      unit: 'decisions/CPU-s',
      pass: value >= DECISIONS_PER_CPU_SECOND,
      detail,
    },
    {
      id: 'B9',
      name: 'decisions, times certlogic-js on the same pack',
      ratio,
      budget: TIMES_CERTLOGIC,
      value,
      unit: 'decisions/CPU-s',
      pass: ratio >= TIMES_CERTLOGIC,
      detail,
    },
  ];
}

/** An assembled date-time as the text it stands for. */
function instantText(value: unknown): unknown {
  const isInstant = typeof value === 'object' && value !== null && 'milliseconds' in value && 'text' in value;
  return isInstant ? value.text : value;
}
