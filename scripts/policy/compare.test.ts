import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diff } from './diff.ts';
import { readSimulateArguments, simulate } from './simulate.ts';

const text = (zh: string, en: string) => ({ zh, en });

/** The ninth edition asks a close contact for 7 days of isolation and 3 at home, the twenty measures for 5 and 3. */
function isolation(version: string, central: number, home: number) {
  const within = (days: number) => {
    const isLess = [
      { plusTime: [{ var: 'current.at' }, 0, 'day'] },
      { plusTime: [{ var: 'current.since' }, days, 'day'] },
    ];
    return { reduce: [{ var: 'contacts' }, { if: [{ before: isLess }, true, { var: 'accumulator' }] }, false] };
  };
  const rule = (id: string, colour: string, when: unknown) => ({
    id,
    colour,
    when,
    reason: text('依据密接管理。', 'As contacts are managed.'),
    authority: text('省疫情防控领导小组', 'The provincial leading group'),
    documentNumber: '测试〔2022〕1号',
    release: text('期满自动解除。', 'Ends by itself.'),
    sources: ['R1'],
  });
  return {
    id: 'isolation',
    version,
    purpose: 'resident',
    divisions: ['370000'],
    validFrom: '2022-11-11T00:00:00+08:00',
    validTo: '2023-01-08T00:00:00+08:00',
    grace: 'P2D',
    inputs: [{ name: 'contacts', source: 'health-commission', freshFor: 'P2D' }],
    valueSets: [],
    rules: [
      rule('isolated', 'red', within(central)),
      rule('monitored', 'yellow', { and: [within(central + home), { '!': [within(central)] }] }),
      rule('free', 'green', { '!': [within(central + home)] }),
    ],
    sources: [{ row: 'R1', text: '7+3 → 5+3', grade: 'A', place: '全国', effective: '2022' }],
  };
}

const at = '2022-11-24T08:00:00+08:00';
let folder: string;
let ninth: string;
let twenty: string;
let population: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  cpSync(join(import.meta.dirname, '../../policies/value-sets'), join(folder, 'value-sets'), { recursive: true });
  const write = (name: string, pack: unknown) => {
    const path = join(folder, '370000', name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'policy.json'), JSON.stringify(pack));
    return path;
  };
  ninth = write('ninth', isolation('9.0.0', 7, 3));
  twenty = write('twenty', isolation('20.0.0', 5, 3));
  const release = { title: text('现行', 'In force'), packs: [{ id: 'isolation', version: '9.0.0' }] };
  writeFileSync(join(folder, '370000/release.json'), JSON.stringify(release));
  const contact = (id: string, division: string, since: string) => ({
    id,
    facts: [
      { kind: 'residence', data: { division } },
      { kind: 'contact', data: { degree: 'close', since } },
    ],
  });
  const people = [
    contact('day-1', '370102', '2022-11-23T08:00:00+08:00'),
    contact('day-6', '370102', '2022-11-18T08:00:00+08:00'),
    contact('day-8', '370202', '2022-11-16T08:00:00+08:00'),
    contact('day-11', '370202', '2022-11-13T08:00:00+08:00'),
    { id: 'nobody-said', facts: [{ kind: 'residence', data: { division: '370202' } }], asked: [] },
  ];
  population = join(folder, 'people.jsonl');
  writeFileSync(population, people.map((person) => JSON.stringify(person)).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('policy diff', () => {
  test('says in words what is shorter, rule by rule, in both languages', () => {
    expect(diff(ninth, twenty).lines).toEqual([
      '~ isolation',
      '  isolation 9.0.0 改为 isolation 20.0.0',
      '  isolation 9.0.0 becomes isolation 20.0.0',
      '~ isolation/isolated',
      '  期限由7天改为5天',
      '  the period changes from 7 days to 5 days',
      '~ isolation/monitored',
      '  期限由10天改为8天',
      '  the period changes from 10 days to 8 days',
      '~ isolation/monitored',
      '  期限由7天改为5天',
      '  the period changes from 7 days to 5 days',
      '~ isolation/free',
      '  期限由10天改为8天',
      '  the period changes from 10 days to 8 days',
    ]);
  });

  test('finds nothing between a pack and itself', () => {
    expect(diff(ninth, ninth).lines).toEqual(['没有区别 / no difference']);
  });
});

describe('policy simulate', () => {
  const section = (lines: readonly string[], from: string, to: string) =>
    lines.slice(
      lines.findIndex((line) => line.startsWith(from)) + 1,
      lines.findIndex((line) => line.startsWith(to)),
    );

  test('counts who would change against what release.json names, by colour, city and rule, and why it cannot tell', () => {
    // 7+3 → 5+3: day 1 red and red, day 6 red and yellow, day 8 yellow and green, day 11 green and green.
    const { lines, ok } = simulate(twenty, { population, at });
    expect(ok).toBe(true);
    expect(lines).toContain('  ~ isolation/isolated');
    expect(section(lines, '颜色', '其中变色的')).toEqual([
      '  绿码 green → 绿码 green: 1',
      '  待核 pending → 待核 pending: 1',
      '  红码 red → 红码 red: 1',
      '  红码 red → 黄码 yellow: 1',
      '  黄码 yellow → 绿码 green: 1',
    ]);
    expect(section(lines, '其中变色的', '按规则')).toEqual([
      '  370100',
      '    红码 red → 黄码 yellow: 1',
      '  370200',
      '    黄码 yellow → 绿码 green: 1',
    ]);
    expect(section(lines, '按规则', '待核的原因')).toEqual([
      '  free: +1 −0',
      '  isolated: +0 −1',
      '  monitored: +1 −1',
    ]);
    expect(section(lines, '待核的原因', '例子')).toEqual(['  contacts health-commission: 1']);
    expect(lines.slice(-2)).toEqual([
      '  day-6: 红码 red → 黄码 yellow: isolated → monitored',
      '  day-8: 黄码 yellow → 绿码 green: monitored → free',
    ]);
  });

  test('invents the same people from the same seed, and others from another', () => {
    const simulated = (seed: string) => simulate(twenty, { against: ninth, people: '2000', seed, at }).lines;
    expect(simulated('a')).toEqual(simulated('a'));
    const counts = (seed: string) => section(simulated(seed), '颜色', '按规则');
    expect(counts('a')).not.toEqual(counts('b'));
    expect(simulated('a').join('\n')).toContain('红码 red → 黄码 yellow');
  });

  test('refuses an instant at which the draft judges nobody, a number that is none, and a line that is no person', () => {
    expect(() => simulate(twenty, { at: '2023-01-08T00:00:00+08:00' })).toThrow('outside the dates');
    expect(() => simulate(twenty, { people: '1e3' })).toThrow('whole number');
    const faulty = join(folder, 'faulty.jsonl');
    writeFileSync(faulty, '\n{"id":"x"}');
    expect(() => simulate(twenty, { population: faulty, at })).toThrow('faulty.jsonl:2');
    expect(readSimulateArguments(['--whom', 'all'])).toBeUndefined();
  });
});
