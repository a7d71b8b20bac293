import { parseArgs } from 'node:util';
import {
  type ComparedPack,
  compilePack,
  count,
  createTally,
  divisionAt,
  elsewhere,
  evaluate,
  expandCase,
  type Outcome,
  type Tally,
} from '@tongxing/rules';
import { describeChanges } from './diff.ts';
import { packInForce, readPack } from './pack.ts';
import { type Invented, inventPopulation, readPopulation } from './population.ts';
import type { Report } from './read.ts';

export interface SimulateArguments {
  readonly against?: string | undefined;
  readonly population?: string | undefined;
  readonly people?: string | undefined;
  readonly seed?: string | undefined;
  readonly at?: string | undefined;
}

/** Undefined where they are not understood. */
export function readSimulateArguments(args: readonly string[]): SimulateArguments | undefined {
  const text = { type: 'string' } as const;
  const options = { against: text, population: text, people: text, seed: text, at: text };
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch {
    return undefined;
  }
}

const usualPeople = '2000';
const usualSeed = 'tongxing';

/**
 * Runs a pack over people who do not exist, beside the pack whose place it takes, and says what it changes: in words, then in numbers.
 * Nothing but files is read. Judged is at the draft's first instant unless another is given; the pack of before as if it went on until then.
 */
export function simulate(path: string, options: SimulateArguments): Report {
  const draft = readPack(path);
  const before = options.against === undefined ? packInForce(path) : readPack(options.against);
  const at = options.at ?? draft.pack.validFrom;
  const [judgeBefore, judgeAfter] = [compilePack(lasting(before).pack, before.valueSets), compiledAt(draft, at)];
  const seed = options.seed ?? usualSeed;
  const sources = [...new Set([before, draft].flatMap(({ pack }) => pack.inputs.map(({ source }) => source)))];
  const people =
    options.population === undefined
      ? inventPopulation({
          people: wholeNumber(options.people ?? usualPeople),
          seed,
          province: divisionAt(draft.pack.divisions[0]!, 'province')!,
          at: new Date(at),
          sources,
        })
      : readPopulation(options.population).map((person) => ({ asked: sources, ...person }));
  const tally = createTally();
  for (const person of people) {
    const { facts, reference } = expandCase({ ...person, at });
    count(tally, {
      pseudonym: person.id,
      division: cityOf(person),
      before: evaluate(judgeBefore, facts, reference, at),
      after: evaluate(judgeAfter, facts, reference, at),
    });
  }
  const whose = options.population ?? `种子 seed ${seed}`;
  return {
    lines: [
      `规则的变化 what changes in the rules: ${nameOf(before)} → ${nameOf(draft)}`,
      ...describeChanges(before, draft).map((line) => `  ${line}`),
      `试算 simulated: ${tally.lookedAt} 个虚拟人 people, ${at}, ${whose}`,
      ...describeTally(tally),
    ],
    ok: true,
  };
}

const nameOf = ({ pack }: ComparedPack): string => `${pack.id} ${pack.version}`;

const lasting = ({ pack, valueSets }: ComparedPack): ComparedPack => ({
  pack: { ...pack, validFrom: '2000-01-01T00:00:00+08:00', validTo: '2100-01-01T00:00:00+08:00' },
  valueSets,
});

/** @throws Error where a pack is not in force at that instant: it would judge nobody */
function compiledAt({ pack, valueSets }: ComparedPack, at: string) {
  const compiled = compilePack(pack, valueSets);
  const instant = Date.parse(at);
  if (compiled.validFrom <= instant && instant < compiled.validTo) return compiled;
  throw new Error(`${pack.id} ${pack.version}: ${at} 不在有效期内 / is outside the dates of the pack`);
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error(`${text}: 须为 1 至 9999999 的整数 / must be a whole number from 1 to 9999999`);
}

function cityOf({ facts }: Invented): string | null {
  const residence = facts.findLast(({ kind }) => kind === 'residence')?.data as { division: string } | undefined;
  return residence === undefined ? null : divisionAt(residence.division, 'city');
}

const colours: Readonly<Record<Outcome['colour'], string>> = {
  green: '绿码 green',
  yellow: '黄码 yellow',
  red: '红码 red',
  pending: '待核 pending',
};

const stepName = (step: string): string =>
  step
    .split('>')
    .map((colour) => colours[colour as Outcome['colour']])
    .join(' → ');

function describeTally({ colours: steps, divisions, rules, unknown, examples }: Tally): string[] {
  const sorted = <T>(counts: Readonly<Record<string, T>>) =>
    Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const stepLines = (counts: Readonly<Record<string, number>>, indent: string) =>
    sorted(counts).map(([step, people]) => `${indent}${stepName(step)}: ${people}`);
  return [
    '颜色 colours:',
    ...stepLines(steps, '  '),
    '其中变色的,按地市 of whom change, by city:',
    ...sorted(divisions).flatMap(([division, counts]) => [
      `  ${division === elsewhere ? '其他 elsewhere' : division}`,
      ...stepLines(counts, '    '),
    ]),
    '按规则 by rule (新适用 gained, 不再适用 lost):',
    ...sorted(rules).map(([rule, { gained, lost }]) => `  ${rule}: +${gained} −${lost}`),
    '待核的原因 why pending:',
    ...sorted(unknown).map(([name, people]) => `  ${name}: ${people}`),
    '例子 examples:',
    ...examples.map(
      ({ pseudonym, from, to, before, after, unknown: missing }) =>
        `  ${pseudonym}: ${stepName(`${from}>${to}`)}: ${before.join(', ')} → ${[...after, ...missing].join(', ')}`,
    ),
  ];
}
