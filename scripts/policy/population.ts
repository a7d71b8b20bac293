import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { divisionPrefix, type PolicyCase } from '@tongxing/rules';
import { say } from './read.ts';

type Known = Pick<PolicyCase, 'asked' | 'facts' | 'reference'>;
type Source = NonNullable<PolicyCase['asked']>[number];

/** Somebody who does not exist, and what sources say of her; in the form of a case. */
export interface Invented extends Known {
  readonly id: string;
}

/** A file of people, one as JSON on each line: `id`, `facts` as in a case, and `asked` and `reference` where they matter. @throws Error */
export function readPopulation(path: string): Invented[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.flatMap((line, i) => {
    if (line.trim() === '') return [];
    const place = `${say(path)}:${i + 1}`;
    let person: Partial<Invented>;
    try {
      person = JSON.parse(line) as Partial<Invented>;
    } catch (error) {
      throw new Error(`${place}: 不是 JSON / is not JSON: ${(error as Error).message}`, { cause: error });
    }
    const { id, facts } = person;
    if (typeof id !== 'string' || !Array.isArray(facts)) {
      throw new Error(`${place}: 须有 id 和 facts / needs id and facts`);
    }
    return [{ ...person, id, facts }];
  });
}

const dayMs = 86_400_000;
const areaCount = 12;

/**
 * People of a province as an outbreak might find them: most have nothing, some live in a risk area or come from one, are contacts, cases,
 * in isolation, from abroad, coloured by another province; and of some a source is silent. The shares are chosen so that rules have
 * somebody to judge; they say nothing about any real population. The same seed invents the same people.
 */
export function inventPopulation({
  people,
  seed,
  province,
  at,
  sources,
}: {
  readonly people: number;
  readonly seed: string;
  readonly province: string;
  readonly at: Date;
  readonly sources: readonly Source[];
}): Invented[] {
  const draw = createDraw(seed);
  const ago = (days: number) => new Date(at.getTime() - days * dayMs).toISOString();
  const county = () => `${divisionPrefix(province)}0${1 + draw.below(9)}0${2 + draw.below(6)}`;
  const reference = {
    riskAreas: Array.from({ length: areaCount }, () => ({
      division: county(),
      level: draw.chance(50) ? 'high' : 'medium',
      from: ago(1 + draw.below(20)),
    })),
  };
  const home = () => (draw.chance(5) ? reference.riskAreas[draw.below(areaCount)]!.division : county());
  const stay = () => {
    const from = 1 + draw.below(13);
    return { division: home(), from: ago(from), to: ago(from - draw.below(from + 1)) };
  };
  const symptoms = () => (draw.chance(2) ? ['fever'] : []);
  const kinds: readonly (readonly [number, string, () => unknown])[] = [
    [4, 'contact', () => ({ degree: draw.of('close', 'secondary', 'companion'), since: ago(draw.below(15)) })],
    [
      1,
      'case-state',
      () => ({ state: draw.of('confirmed', 'asymptomatic', 'discharged'), since: ago(draw.below(20)) }),
    ],
    [1, 'isolation', () => ({ place: draw.of('central', 'home'), since: ago(draw.below(10)) })],
    [1, 'entry-from-abroad', () => ({ enteredAt: ago(draw.below(15)) })],
    [
      1,
      'pushed-colour',
      () => ({ division: '310000', colour: draw.of('red', 'yellow'), pushedAt: ago(draw.below(10)) }),
    ],
    [60, 'nat', () => test('negative', draw.below(6))],
    [1, 'nat', () => test('positive', draw.below(6))],
  ];
  const test = (result: string, days: number) => {
    const [sampledAt, reportedAt] = [ago(days + 0.5), ago(days)];
    return { result, sampledAt, reportedAt, institution: '虚拟检测机构' };
  };
  return Array.from({ length: people }, (_, i) => ({
    id: `p${i + 1}`,
    asked: sources.filter(() => !draw.chance(1)),
    reference,
    facts: [
      { kind: 'residence', data: { division: home() } },
      { kind: 'health-declaration', data: { symptoms: symptoms(), contactWithCase: draw.chance(1) } },
      { kind: 'itinerary-declaration', data: { stays: draw.chance(20) ? [stay()] : [] } },
      ...kinds.flatMap(([percent, kind, data]) => (draw.chance(percent) ? [{ kind, data: data() }] : [])),
    ],
  }));
}

/** Numbers that look drawn and follow from the seed: SHA-256 over seed and position, four bytes each. */
function createDraw(seed: string) {
  let block = Buffer.alloc(0);
  let position = 0;
  let number = 0;
  const next = (): number => {
    if (position === block.length) {
      block = createHash('sha256').update(`${seed} ${number}`).digest();
      number += 1;
      position = 0;
    }
    position += 4;
    return block.readUInt32BE(position - 4);
  };
  const below = (limit: number) => next() % limit;
  return {
    below,
    chance: (percent: number) => below(100) < percent,
    of: (...words: readonly string[]) => words[below(words.length)]!,
  };
}
