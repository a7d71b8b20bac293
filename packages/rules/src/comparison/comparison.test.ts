import { describe, expect, it } from 'vitest';
import type { Pack, Rule } from '../pack/pack-schema.ts';
import { expressionChanges } from './expression-changes.ts';
import { packChanges } from './pack-changes.ts';
import { releaseChanges } from './release-changes.ts';

const text = (zh: string, en: string) => ({ zh, en });

const rule = (changes: Partial<Rule> = {}): Rule => ({
  id: 'high-risk-stay',
  colour: 'red',
  when: { '===': [{ var: 'residence.level' }, 'high'] },
  reason: text('您到过高风险区。', 'You were in a high-risk area.'),
  authority: text('省防控办', 'The provincial office'),
  documentNumber: '〔2022〕1号',
  release: text('期满解除。', 'Ends by itself.'),
  sources: ['R1'],
  ...changes,
});

const pack = (changes: Partial<Pack> = {}): Pack => ({
  id: 'sx-resident',
  version: '1.0.0',
  purpose: 'resident',
  divisions: ['140000'],
  validFrom: '2022-06-28T00:00:00+08:00',
  validTo: '2022-11-11T00:00:00+08:00',
  grace: 'P2D',
  inputs: [{ name: 'residence', source: 'population-registry', freshFor: 'P7D' }],
  valueSets: [],
  rules: [rule()],
  sources: [{ row: 'R1', text: 'R1', grade: 'A', place: '山西', effective: '2022' }],
  ...changes,
});

const english = (before: unknown, after: unknown) => expressionChanges(before, after).map(({ en }) => en);
const held = (changes: Partial<Pack> = {}) => ({ pack: pack(changes), valueSets: {} });
const said = (changes: Partial<Pack>) =>
  packChanges(held(), held(changes)).map(({ subject, change, text: { en } }) => [subject, change, en]);

describe('what differs in a condition', () => {
  const within = (days: number, unit = 'day') => ({
    before: [{ plusTime: [{ var: 'current.at' }, 0, 'day'] }, { plusTime: [{ var: 'current.since' }, days, unit] }],
  });

  it('is a period that is shorter or counted otherwise', () => {
    expect(english(within(7), within(5))).toEqual(['the period changes from 7 days to 5 days']);
    expect(english(within(48, 'hour'), within(2))).toEqual(['the period changes from 48 hours to 2 days']);
  });

  it('is a value, said once however often it occurs', () => {
    const level = (word: string) => ({ '===': [{ var: 'current.level' }, word] });
    expect(english({ and: [level('medium'), level('medium')] }, { and: [level('high'), level('high')] })).toEqual([
      '"medium" becomes "high"',
    ]);
  });

  it('is what it now reads, where its form is another', () => {
    const tested = { '!': [{ var: 'tests' }] };
    expect(english(within(7), { and: [within(7), tested] })).toEqual([
      'the condition was rewritten',
      'it now also reads tests',
    ]);
    expect(english({ and: [within(7), tested] }, within(7))).toEqual([
      'the condition was rewritten',
      'it no longer reads tests',
    ]);
  });

  it('is another input in the same form', () => {
    const of = (input: string) => ({ '!': [{ var: input }] });
    expect(english(of('contacts'), of('cases'))).toEqual([
      'the condition was rewritten',
      'it now also reads cases',
      'it no longer reads contacts',
    ]);
  });

  it('is nothing between a condition and itself', () => {
    expect(english(within(7), within(7))).toEqual([]);
  });
});

describe('what differs in a pack', () => {
  it('is a rule added, removed, or of another colour, with its words', () => {
    const added = rule({ id: 'contact', colour: 'yellow', reason: text('密接。', 'A contact.') });
    expect(said({ rules: [rule(), added] })).toEqual([
      ['sx-resident/contact', 'added', 'yellow: A contact. Ends by itself. (〔2022〕1号)'],
    ]);
    expect(said({ rules: [rule({ id: 'other' })] }).map(([subject, change]) => [subject, change])).toEqual([
      ['sx-resident/other', 'added'],
      ['sx-resident/high-risk-stay', 'removed'],
    ]);
    expect(said({ rules: [rule({ colour: 'yellow', documentNumber: '〔2022〕2号' })] }).map(([, , en]) => en)).toEqual([
      'the colour changes from red to yellow',
      'the document is now 〔2022〕2号',
    ]);
  });

  it('is told of the rule whose name it bears behind the pack’s own first word', () => {
    const [ninth, twenty] = [rule({ id: 'sx9-high-left' }), rule({ id: 'sx20-high-left', colour: 'yellow' })];
    const changes = packChanges(held({ rules: [ninth] }), held({ rules: [twenty] }));
    expect(changes.map(({ subject, change, text: { en } }) => [subject, change, en])).toEqual([
      ['sx-resident/sx20-high-left', 'changed', 'the colour changes from red to yellow'],
    ]);
    // Of the same id first, and none for two.
    const both = packChanges(held({ rules: [ninth, twenty] }), held({ rules: [twenty] }));
    expect(both.map(({ subject, change }) => [subject, change])).toEqual([['sx-resident/sx9-high-left', 'removed']]);
  });

  it('is its dates, divisions, grace, data and lists', () => {
    expect(said({ validTo: '2022-12-01T00:00:00+08:00' })).toEqual([
      ['sx-resident', 'changed', 'it ends at 2022-12-01T00:00:00+08:00'],
    ]);
    expect(said({ divisions: ['140100'] }).map(([, , en]) => en)).toEqual([
      'it now also covers 140100',
      'it no longer covers 140000',
    ]);
    expect(said({ grace: 'P1D' }).map(([, , en]) => en)).toEqual(['grace while a source is silent P2D → P1D']);
    const contacts = { name: 'contacts', source: 'health-commission', freshFor: 'P2D' } as const;
    expect(said({ inputs: [contacts] }).map(([, , en]) => en)).toEqual([
      'it now asks for contacts (health-commission)',
      'it no longer asks for residence (population-registry)',
    ]);
    const fresher = { name: 'residence', source: 'population-registry', freshFor: 'P1D' } as const;
    expect(said({ inputs: [fresher] }).map(([, , en]) => en)).toEqual([
      'residence (population-registry) is fresh for P1D instead of P7D',
    ]);
    const lists = packChanges(
      { pack: pack(), valueSets: { 'raised-risk-levels': ['high', 'medium'] } },
      { pack: pack(), valueSets: { 'raised-risk-levels': ['high'] } },
    );
    expect(lists.map(({ text: { en } }) => en)).toEqual(['raised-risk-levels loses medium']);
  });
});

describe('what differs in what is shown and in areas', () => {
  it('is how the level of an area declines, and whether there is such a level', () => {
    // Ninth edition: high, after 7 days medium, 3 days later low. Twenty measures: no medium; high, after 5 days low.
    const ninth = { high: [{ after: 'P7D', level: 'medium' }], medium: [{ after: 'P3D', level: 'low' }] } as const;
    const twenty = { high: [{ after: 'P5D', level: 'low' }] } as const;
    const levels = (areaLevels: unknown) => ({ pack: pack({ areaLevels } as Partial<Pack>), valueSets: {} });
    expect(packChanges(levels(ninth), levels(twenty)).map(({ text: { en } }) => en)).toEqual([
      'high-risk areas: "low-risk areas after P5D" instead of "medium-risk areas after P7D"',
      'medium-risk areas: "no such level" instead of "low-risk areas after P3D"',
    ]);
    expect(said({ areaLevels: { high: [] } }).map(([, , en]) => en)).toEqual([
      'high-risk areas: "until lifted" instead of "as published"',
      'medium-risk areas: "no such level" instead of "as published"',
    ]);
  });

  it('is what silence of a source means', () => {
    const quiet = { name: 'residence', source: 'population-registry', freshFor: 'P7D', silentIsNone: true } as const;
    const meaning = 'silence about residence (population-registry)';
    expect(said({ inputs: [quiet] }).map(([, , en]) => en)).toEqual([`${meaning} now means there is none`]);
    expect(packChanges(held({ inputs: [quiet] }), held()).map(({ text: { en } }) => en)).toEqual([
      `${meaning} no longer means there is none`,
    ]);
  });

  it('is a mark beside the colour', () => {
    const gold = { id: 'gold-edge', when: { var: 'vaccinations' }, text: text('金边', 'Gold edge'), sources: ['R1'] };
    expect(said({ attributes: [gold] })).toEqual([['sx-resident/gold-edge', 'added', 'Gold edge']]);
    expect(packChanges(held({ attributes: [gold] }), held()).map(({ change }) => change)).toEqual(['removed']);
  });
});

describe('what differs between releases', () => {
  it('is told against the pack whose place another takes, also under another id', () => {
    const changes = releaseChanges([held()], [held({ id: 'sx-twenty', rules: [rule({ colour: 'yellow' })] })]);
    expect(changes.map(({ subject, text: { en } }) => [subject, en])).toEqual([
      ['sx-twenty', 'sx-resident 1.0.0 becomes sx-twenty 1.0.0'],
      ['sx-twenty/high-risk-stay', 'the colour changes from red to yellow'],
    ]);
  });

  it('is a city’s pack added or gone, while the province’s stays', () => {
    const city = held({ id: 'taiyuan', divisions: ['140100'] });
    const told = (before: readonly ReturnType<typeof held>[], after: readonly ReturnType<typeof held>[]) =>
      releaseChanges(before, after).map(({ subject, change }) => [subject, change]);
    expect(told([held()], [held(), city])).toEqual([['taiyuan', 'added']]);
    expect(told([held(), city], [held()])).toEqual([['taiyuan', 'removed']]);
  });
});
