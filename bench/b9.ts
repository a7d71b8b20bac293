import { assemble, compilePack, evaluate, type Outcome, type Pack } from '@tongxing/rules';
import { evaluate as evaluateCertLogic } from 'certlogic-js';
import { at, createFacts, createPack, reference } from './b9-pack.ts';
import type { BenchResult, Sample } from './result.ts';
import { median } from './rounds.ts';

const PEOPLE = 256;
const DECISIONS_PER_CPU_SECOND = 100_000;
const TIMES_CERTLOGIC = 5;

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
export async function run({ rounds, milliseconds }: Pick<Sample, 'rounds' | 'milliseconds'>): Promise<BenchResult[]> {
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
  documents.forEach((document, n) =>
    requireSameAnswer(evaluate(compiled, facts[n] ?? [], reference, at), pack, document),
  );
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

/** A comparison of two programs that answer differently would be worth nothing. */
function requireSameAnswer({ colour, reasons }: Outcome, pack: Pack, document: unknown): void {
  const holding = pack.rules.filter(({ when }) => evaluateCertLogic(when as never, document) === true);
  const worst = (['red', 'yellow', 'green'] as const).find((name) => holding.some((rule) => rule.colour === name));
  const expected = holding.filter((rule) => rule.colour === worst).map(({ id }) => id);
  const actual = reasons.map(({ ruleId }) => ruleId);
  if (colour !== worst || actual.join() !== expected.join()) {
    throw new Error(`certlogic-js decides ${worst} by ${expected.join()}, the pack ${colour} by ${actual.join()}`);
  }
}

/** An assembled date-time as the text it stands for. */
function instantText(value: unknown): unknown {
  const isInstant = typeof value === 'object' && value !== null && 'milliseconds' in value && 'text' in value;
  return isInstant ? value.text : value;
}
