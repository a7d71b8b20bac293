import { describe, expect, test } from 'vitest';
import { asked, at, declared, hasSymptoms, isContact, isWell, packOf, rule } from '../../test/small-pack.ts';
import { compilePack } from './compile-pack.ts';
import { lintPack } from './lint-pack.ts';
import type { Pack } from './pack-schema.ts';
import { checkCase, expandCase, type PolicyCase, runCase } from './policy-case.ts';

const about = { zh: '例', en: 'example' };
const contact = { kind: 'contact', data: { degree: 'close', since: '2022-11-20' } };
const declaration = (symptoms: string[]) => ({
  kind: 'health-declaration',
  data: { symptoms, contactWithCase: symptoms.length > 0 },
});

const example = (
  facts: PolicyCase['facts'],
  colour: PolicyCase['expected']['colour'],
  reasons: string[],
): PolicyCase => ({
  about,
  at,
  asked: ['health-commission'],
  facts,
  expected: { colour, reasons },
  source: 'R1',
});
const cases = [
  example([declaration([])], 'green', ['well']),
  example([declaration(['fever'])], 'yellow', ['symptoms']),
  example([declaration([]), contact], 'red', ['contact']),
];
const since = (instant: string) => ({ kind: 'contact', data: { degree: 'close', since: instant } });
/** Contacts end after 14 days; the present is 08:00. */
const lastMinute = example([declaration([]), since('2022-11-10T08:01:00+08:00')], 'red', ['contact']);
const end = example([declaration([]), since('2022-11-10T08:00:00+08:00')], 'green', ['well']);
const all = [...cases, lastMinute, end];
const good = packOf([isWell, hasSymptoms, isContact]);
const found = (pack: unknown, examples = all, sets = {}) =>
  lintPack(pack, sets, examples).map(({ path, code }) => `${code} ${path}`);

test('a pack in order has nothing to put right', () => {
  expect(lintPack(good, {}, all)).toEqual([]);
});

describe('the lint finds', () => {
  const without = (name: keyof Pack['rules'][number]) => {
    const { [name]: _left, ...rest } = hasSymptoms;
    return { ...good, rules: [isWell, rest, isContact] };
  };
  const change = (rest: Partial<Pack>) => ({ ...good, ...rest });
  const when = (logic: unknown) => packOf([isWell, rule('symptoms', 'yellow', logic), isContact]);

  test.each<[string, unknown, string]>([
    ['a rule without a reason', without('reason'), 'schema /rules/1'],
    ['a rule without an authority', without('authority'), 'schema /rules/1'],
    ['a rule without a document number', without('documentNumber'), 'schema /rules/1'],
    ['a rule that says nothing of its release', without('release'), 'schema /rules/1'],
    ['a rule without a source', change({ rules: [{ ...isWell, sources: [] }] }), 'schema /rules/0/sources'],
    [
      'a reason in one language',
      change({ rules: [{ ...isWell, reason: { zh: '甲' } as never }] }),
      'schema /rules/0/reason',
    ],
    [
      'a source without a grade',
      change({ sources: [{ ...good.sources[0], grade: 'Z' } as never] }),
      'schema /sources/0/grade',
    ],
    ['a version that is none', change({ version: '1.0' }), 'schema /version'],
    ['a time without the offset of China', change({ validFrom: '2022-01-01T00:00:00Z' }), 'schema /validFrom'],
    ['a grace of no fixed length', change({ grace: 'P1M' }), 'schema /grace'],
    ['two rules of one id', packOf([isWell, hasSymptoms, isContact, hasSymptoms]), 'duplicate-id /rules/3/id'],
    ['two sources of one row', change({ sources: [...good.sources, ...good.sources] }), 'duplicate-id /sources/1/row'],
    [
      'a source that is not in the table',
      packOf([isWell, { ...hasSymptoms, sources: ['R2'] }, isContact]),
      'unknown-source /rules/1/sources/0',
    ],
    [
      'a source no rule rests on',
      change({ sources: [...good.sources, { ...good.sources[0], row: 'R9' } as never] }),
      'unused-source /sources/1',
    ],
    ['an unknown operator', when({ xor: [true, true] }), 'invalid-expression /rules/1/when'],
    [
      'an end that is no expression',
      packOf([isWell, { ...hasSymptoms, until: { plusTime: ['2022'] } }, isContact]),
      'invalid-expression /rules/1/until',
    ],
    [
      'a value set the pack does not name',
      when({ in: ['a', { var: 'valueSets.words' }] }),
      'invalid-expression /rules/1/when',
    ],
    [
      'a use of the present that cannot be foreseen',
      when({ '===': [{ var: 'at' }, '2022'] }),
      'invalid-expression /rules/1/when',
    ],
    [
      'the present shifted by months',
      when({ before: [{ plusTime: [{ var: 'at' }, 1, 'month'] }, { plusTime: ['2022', 0, 'day'] }] }),
      'invalid-expression /rules/1/when',
    ],
    ['a name the data does not have', when({ var: 'declaration.symptom' }), 'unknown-var /rules/1/when'],
    [
      'a name the items do not have',
      when({ reduce: [{ var: 'contacts' }, { var: 'current.grade' }, 0] }),
      'unknown-var /rules/1/when',
    ],
    [
      'the document inside a lambda, where it is not in scope',
      when({ reduce: [{ var: 'contacts' }, { var: 'declaration.symptoms' }, 0] }),
      'unknown-var /rules/1/when',
    ],
    ['an input the pack does not ask for', when({ var: 'origin.colour' }), 'undeclared-input /rules/1/when'],
    [
      'a risk level without asking for risk areas',
      {
        ...when({ reduce: [{ var: 'itinerary.stays' }, { var: 'current.level' }, 0] }),
        inputs: [...good.inputs, { name: 'itinerary', source: 'declaration', freshFor: 'P7D' }],
      },
      'undeclared-input /rules/1/when',
    ],
    [
      'stays at venues from anybody but the office whose lists take two people',
      change({ inputs: [...good.inputs, { name: 'venues', source: 'transport', freshFor: 'P7D' }] }),
      'visit-as-ground /inputs/3/source',
    ],
    ['a value set that does not exist', change({ valueSets: ['words'] }), 'unknown-value-set /valueSets/0'],
    ['a division that does not exist', change({ divisions: ['990000'] }), 'invalid-division /divisions/0'],
    ['an end before the beginning', change({ validTo: '2021-01-01T00:00:00+08:00' }), 'invalid-interval /validTo'],
    ['a year that must be mistyped', change({ validTo: '2222-01-01T00:00:00+08:00' }), 'invalid-interval /validTo'],
    ['a pack that makes nobody green', packOf([hasSymptoms, isContact]), 'no-green /rules'],
    ['a member nobody defined', { ...good, colour: 'red' }, 'schema '],
  ])('%s', (_what, pack, expected) => {
    expect(found(pack).map((finding) => finding.replace(/ \/.*additional.*/, ' '))).toContain(expected);
  });

  test('a rule that no case makes true, and one that no case leaves untrue', () => {
    expect(found(good, [cases[0] as PolicyCase, end])).toContain('never-true /rules/1');
    expect(found(good, cases.slice(1, 2))).toContain('never-false /rules/1');
    expect(found(good, []).filter((finding) => finding.startsWith('never-'))).toHaveLength(6);
  });

  test('a deadline that no case shows in its last minute, and one that none shows at its end', () => {
    expect(found(good, [...cases, end])).toEqual(['no-edge-case /rules/2']);
    expect(found(good, [...cases, lastMinute])).toEqual(['no-edge-case /rules/2']);
    const hourBefore = example([declaration([]), since('2022-11-10T09:00:00+08:00')], 'red', ['contact']);
    const minuteAfter = example([declaration([]), since('2022-11-10T07:59:00+08:00')], 'green', ['well']);
    expect(found(good, [...cases, hourBefore, minuteAfter])).toEqual([
      'no-edge-case /rules/2',
      'no-edge-case /rules/2',
    ]);
  });

  test('an attribute that no case shows, and one that none goes without', () => {
    const gold = { id: 'gold', when: { var: 'declaration.symptoms' }, text: about, sources: ['R1'] };
    const pack = change({ attributes: [gold] });
    const showing = (ids: string[]): PolicyCase[] =>
      all.map((policyCase) => ({ ...policyCase, expected: { ...policyCase.expected, attributes: ids } }));
    expect(found(pack)).toEqual(['never-true /attributes/0', 'never-false /attributes/0']);
    expect(found(pack, showing(['gold']))).toEqual(['never-false /attributes/0']);
    expect(found(pack, showing([]))).toEqual(['never-true /attributes/0']);
    expect(found(change({ attributes: [{ ...gold, id: 'well', sources: ['R7'] }] }))).toEqual([
      'unknown-source /attributes/0/sources/0',
      'duplicate-id /attributes/0/id',
    ]);
  });

  test('a case whose facts are none, and a case from no row of the table', () => {
    expect(found(good, [...all, example([{ kind: 'contact', data: {} }], 'red', ['contact'])])).toEqual([
      'invalid-case /cases/5/data',
    ]);
    expect(found(good, [...all, { ...(cases[0] as PolicyCase), source: 'R2' }])).toEqual([
      'unknown-source /cases/5/source',
    ]);
  });

  test('says so in Chinese and English', () => {
    expect(lintPack(packOf([hasSymptoms, isContact]), {}, cases)[0]?.message).toEqual({
      zh: '没有绿码规则,任何人都得不到绿码。',
      en: 'Without a green rule nobody can be green.',
    });
  });

  test('what is no pack at all', () => {
    for (const value of [null, 5, 'pack', [], {}]) expect(lintPack(value).length).toBeGreaterThan(0);
  });
});

describe('value sets', () => {
  const pack = (sets: string[]) =>
    packOf(
      [
        rule('listed', 'red', {
          reduce: [{ var: 'contacts' }, { in: [{ var: 'current.degree' }, { var: 'valueSets.degrees' }] }, false],
        }),
      ],
      { valueSets: sets },
    );

  test('stand for their list, in lambdas too', () => {
    const compiled = compilePack(pack(['degrees']), { degrees: ['close'] });
    expect(runCase(compiled, example([contact], 'red', ['listed']))).toEqual([]);
  });

  test('must be named by the pack and exist', () => {
    for (const [names, sets] of [
      [[], { degrees: ['close'] }],
      [['degrees'], {}],
    ] as const) {
      expect(() => compilePack(pack([...names]), sets)).toThrow(
        expect.objectContaining({ code: 'invalid-pack', path: '/rules/0/when' }),
      );
    }
  });
});

describe('a case', () => {
  const compiled = compilePack(good);
  const first = cases[0] as PolicyCase;

  test('that comes out as expected has no differences', () => {
    for (const policyCase of cases) expect(runCase(compiled, policyCase)).toEqual([]);
  });

  test.each<[string, Partial<PolicyCase['expected']>]>([
    ['colour', { colour: 'yellow' }],
    ['reasons', { reasons: ['symptoms'] }],
    ['unknown', { unknown: ['contacts'] }],
    ['until of well', { until: { well: '2022-12-01T00:00:00+08:00' } }],
    ['attributes', { attributes: ['gold'] }],
    ['nextChangeAt', { nextChangeAt: '2022-12-01T00:00:00+08:00' }],
  ])('that expects another %s differs in it', (field, other) => {
    expect(
      runCase(compiled, { ...first, expected: { ...first.expected, ...other } }).map((difference) => difference.field),
    ).toEqual([field]);
  });

  test('may leave out what goes without saying', () => {
    const { facts, reference } = expandCase(first);
    const usual = { source: 'declaration', observedAt: at, receivedAt: at };
    expect(facts[0]).toEqual({ id: 'fact-1', kind: 'health-declaration', ...usual, data: declared().data });
    expect(facts[1]).toEqual({ ...asked(), id: 'asked-health-commission' });
    expect(reference).toEqual({ receivedAt: at, riskAreas: [] });
    expect(expandCase({ ...first, reference: null }).reference).toBeNull();
  });

  test('has a form of its own', () => {
    expect(checkCase(first)).toBe(first);
    for (const value of [null, { ...first, at: '2022-11-24' }, { ...first, about: '例' }, { ...first, expect: {} }]) {
      expect(() => checkCase(value)).toThrow(expect.objectContaining({ code: 'invalid-case' }));
    }
    expect(() => expandCase({ ...first, reference: { riskAreas: 5 } })).toThrow(
      expect.objectContaining({ code: 'invalid-reference' }),
    );
  });
});

test('compiling a pack refuses what the lint would find to be no pack, with the place of the fault', () => {
  for (const [pack, path] of [
    [{ ...good, grace: 'soon' }, '/grace'],
    [{ ...good, validTo: good.validFrom }, '/validTo'],
    [packOf([rule('r', 'red', { '!': [] })]), '/rules/0/when'],
    [packOf([rule('r', 'red', true, { until: { var: 'at' } })]), '/rules/0/until'],
    [packOf([rule('r', 'red', true, { until: { plusTime: [{ var: 'at' }, 7, 'day'] } })]), '/rules/0/until'],
  ] as const) {
    expect(() => compilePack(pack)).toThrow(expect.objectContaining({ code: 'invalid-pack', path }));
  }
});
