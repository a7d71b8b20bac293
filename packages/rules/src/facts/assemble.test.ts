import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant } from '../three-valued/instant.ts';
import { isUnknown, Unknown } from '../three-valued/unknown.ts';
import { PolicyError } from '../policy-error.ts';
import { assemble } from './assemble.ts';
import { checkFact, type Fact } from './fact.ts';
import { type FactKind, factKinds } from './fact-data.ts';
import type { InputRequest } from './freshness.ts';
import type { Reference } from './reference.ts';
import type { SourceName } from './terms.ts';

const at = '2022-11-24T08:00:00+08:00';
const inputs: InputRequest[] = [
  { name: 'declaration', source: 'declaration', freshFor: 'P7D' },
  { name: 'itinerary', source: 'declaration', freshFor: 'P7D' },
  { name: 'itinerary', source: 'itinerary-card', freshFor: 'P1D' },
  { name: 'cases', source: 'health-commission', freshFor: 'P1D' },
  { name: 'contacts', source: 'health-commission', freshFor: 'P1D' },
  { name: 'tests', source: 'nat-laboratory', freshFor: 'P1D' },
  { name: 'riskAreas', source: 'national-platform', freshFor: 'P1D' },
];

let count = 0;
function fact(kind: FactKind, source: SourceName, data: unknown, rest: Partial<Fact> = {}): Fact {
  count += 1;
  return { id: `f${count}`, kind, source, observedAt: at, receivedAt: at, data, ...rest };
}
const report = (source: SourceName, rest: Partial<Fact> = {}) =>
  fact('source-report', source, { source, window: 'P14D' }, rest);
const stays = (source: SourceName, list: unknown[], rest: Partial<Fact> = {}) =>
  fact(source === 'declaration' ? 'itinerary-declaration' : 'itinerary-card', source, { stays: list }, rest);
const noAreas: Reference = { receivedAt: at, riskAreas: [] };

const run = (facts: Fact[], reference: Reference | null = noAreas, when = at) =>
  assemble(facts, reference, inputs, when);
type Stay = { level: unknown; hasCases: unknown; county: unknown; from: Instant; to: Instant; source: string };
const staysOf = (facts: Fact[], reference?: Reference | null, when?: string) =>
  (run(facts, reference, when).document.itinerary as { stays: Stay[] }).stays;
const missing = (value: unknown) => (isUnknown(value) ? Unknown.inputOf(value) : value);

describe('an input', () => {
  test('is unknown while its source has not reported, and known to be empty once it has', () => {
    expect(missing(run([]).document.cases)).toBe('cases');
    expect(run([report('health-commission')]).document.cases).toEqual([]);
  });

  test('is unknown from the instant its last report is as old as the pack allows', () => {
    const old = report('health-commission', { receivedAt: '2022-11-23T08:00:00+08:00' });
    expect(missing(run([old]).document.contacts)).toBe('contacts');
    expect(run([old], noAreas, '2022-11-24T07:59:59.999+08:00').document.contacts).toEqual([]);
  });

  test('keeps what is known when its source is late, and ends in an unknown', () => {
    const old = fact(
      'contact',
      'health-commission',
      { degree: 'close', since: '2022-11-20' },
      { receivedAt: '2022-11-20T08:00:00+08:00' },
    );
    const contacts = run([old]).document.contacts as { degree: string }[];
    expect(contacts[0]?.degree).toBe('close');
    expect(missing(contacts[1])).toBe('contacts');
  });

  test('asked of two sources needs a report of both', () => {
    const declared = stays('declaration', [{ division: '370102', from: '2022-11-20' }]);
    expect(missing(staysOf([declared])[1])).toBe('itinerary');
    expect(staysOf([declared, report('itinerary-card')])).toHaveLength(1);
  });

  test('does not count as reported by a fact on another matter', () => {
    const contact = fact('contact', 'health-commission', { degree: 'close', since: '2022-11-20' });
    expect(missing(run([contact]).document.cases)).toBe('cases');
  });

  test('nobody asked for is unknown', () => {
    expect(missing(run([report('origin-province')]).document.origin)).toBe('origin');
  });

  test('tells the age of each source, in seconds', () => {
    const { freshness } = run([report('health-commission', { receivedAt: '2022-11-24T06:30:00+08:00' })]);
    const cases = freshness.find(({ input }) => input === 'cases');
    expect(cases).toEqual({
      input: 'cases',
      source: 'health-commission',
      fresh: true,
      observedAt: at,
      receivedAt: '2022-11-24T06:30:00+08:00',
      age: 5400,
    });
  });
});

describe('a fact', () => {
  test('that tells a whole state takes the place of the one observed before it', () => {
    const sick = fact(
      'case-state',
      'health-commission',
      { state: 'confirmed', since: '2022-11-01' },
      { observedAt: '2022-11-01T08:00:00+08:00' },
    );
    const well = fact(
      'case-state',
      'health-commission',
      { state: 'discharged', since: '2022-11-19' },
      { observedAt: '2022-11-19T08:00:00+08:00' },
    );
    for (const order of [
      [sick, well],
      [well, sick],
    ]) {
      expect(run(order).document.cases).toMatchObject([{ state: 'discharged' }]);
    }
  });

  test('counts from validFrom, and no longer at validTo', () => {
    const contact = fact(
      'contact',
      'health-commission',
      { degree: 'close', since: '2022-11-20' },
      { validFrom: at, validTo: '2022-11-24T09:00:00+08:00' },
    );
    const seen = (when: string) =>
      (run([contact, report('health-commission')], noAreas, when).document.contacts as unknown[]).length;
    expect(seen('2022-11-24T07:59:59+08:00')).toBe(0);
    expect(seen(at)).toBe(1);
    expect(seen('2022-11-24T09:00:00+08:00')).toBe(0);
  });

  test('changes the document where its validity begins and where it ends', () => {
    const changesAt = (rest: Partial<Fact>) =>
      run([fact('contact', 'health-commission', { degree: 'close', since: '2022-11-20' }, rest)]).changesAt;
    expect(changesAt({ validFrom: '2022-11-24T09:00:00+08:00' })).toBe(Date.parse('2022-11-24T01:00:00Z'));
    expect(changesAt({ validTo: '2022-11-24T09:00:00+08:00' })).toBe(Date.parse('2022-11-24T01:00:00Z'));
    expect(changesAt({ validFrom: at })).toBe(Infinity);
  });

  test('of a test stands before an earlier test', () => {
    const nat = (day: string) =>
      fact('nat', 'nat-laboratory', {
        result: 'negative',
        sampledAt: `${day}T08:00:00+08:00`,
        reportedAt: `${day}T20:00:00+08:00`,
        institution: '甲',
      });
    const tests = run([nat('2022-11-20'), nat('2022-11-22'), nat('2022-11-21')]).document.tests as {
      sampledAt: Instant;
    }[];
    expect(tests.map(({ sampledAt }) => sampledAt.text.slice(0, 10))).toEqual([
      '2022-11-22',
      '2022-11-21',
      '2022-11-20',
    ]);
  });
});

describe('a stay', () => {
  const area = (division: string, level: 'high' | 'medium', from: string, to?: string): Reference => ({
    receivedAt: at,
    riskAreas: [{ division, level, from, ...(to && { to }) }],
  });
  const levelOf = (stay: object, reference: Reference | null) =>
    missing(staysOf([stays('declaration', [stay]), report('itinerary-card')], reference)[0]?.level);
  const stay = { division: '370102001', from: '2022-11-10', to: '2022-11-12' };

  test.each<[string, object, Reference | null, unknown]>([
    ['in the area itself', stay, area('370102001', 'high', '2022-11-11'), 'high'],
    ['in a part of the area', stay, area('370102', 'medium', '2022-11-11'), 'medium'],
    ['in the province that is the area', stay, area('370000', 'medium', '2022-11-11'), 'medium'],
    ['in a neighbouring street', stay, area('370102002', 'high', '2022-11-11'), 'low'],
    [
      'in a county that holds the area, but perhaps not in the area',
      { ...stay, division: '370102' },
      area('370102001', 'high', '2022-11-11'),
      'low',
    ],
    ['that began on the last day of the area', stay, area('370102001', 'high', '2022-11-01', '2022-11-10'), 'high'],
    [
      'that began the day after the area was lifted',
      stay,
      area('370102001', 'high', '2022-11-01', '2022-11-09'),
      'low',
    ],
    ['that ended the day before the area was named', stay, area('370102001', 'high', '2022-11-13'), 'low'],
    [
      'that lasts, in an area named this minute',
      { division: '370102001', from: '2022-11-10' },
      area('370102001', 'high', at),
      'high',
    ],
    ['while the list of areas was never received', stay, null, 'riskAreas'],
    [
      'while the list is late and does not name the place',
      stay,
      { ...area('110101', 'high', '2022-11-11'), receivedAt: '2022-11-20T08:00:00+08:00' },
      'riskAreas',
    ],
    [
      'while the list is late but names the place as high',
      stay,
      { ...area('370102001', 'high', '2022-11-11'), receivedAt: '2022-11-20T08:00:00+08:00' },
      'high',
    ],
  ])('%s has the right level', (_what, where, reference, expected) => {
    expect(levelOf(where, reference)).toBe(expected);
  });

  test('takes the worst of the areas it lies in', () => {
    const areas: Reference = {
      receivedAt: at,
      riskAreas: [
        { division: '370102', level: 'high', from: '2022-11-01' },
        { division: '370102001', level: 'medium', from: '2022-11-01' },
      ],
    };
    expect(levelOf(stay, areas)).toBe('high');
  });

  test('that has not begun is not there yet, and the document changes when it begins', () => {
    const later = run([stays('declaration', [{ division: '370102', from: '2022-11-26' }]), report('itinerary-card')]);
    expect(later.document.itinerary).toEqual({ stays: [] });
    expect(later.changesAt).toBe(Date.parse('2022-11-25T16:00:00Z'));
  });

  test('that lasts ends at the present', () => {
    expect(staysOf([stays('declaration', [{ division: '370102', from: '2022-11-10' }])])[0]?.to.milliseconds).toBe(
      Date.parse(at),
    );
  });
});

describe('whatever a fact holds', () => {
  test('assembly does not fail, and what cannot be read is unknown', () => {
    const kinds = factKinds.filter((kind) => kind !== 'source-report');
    const odd = fc.oneof(
      fc.jsonValue(),
      fc.constant(undefined),
      fc.object({ key: fc.constantFrom('stays', 'division', 'since', 'until', 'state', 'symptoms', '__proto__') }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...kinds), odd, fc.string(), (kind, data, text) => {
        const source = kind === 'itinerary-card' ? 'itinerary-card' : 'health-commission';
        run([
          fact(kind, source, data, { validFrom: text }),
          fact(kind, source, data, { receivedAt: text, observedAt: text }),
        ]);
      }),
      { numRuns: 1500 },
    );
    expect(missing(staysOf([stays('declaration', [{ division: 'elsewhere', from: 'once' }])])[0]?.level)).toBe(
      'riskAreas',
    );
    expect(isUnknown(staysOf([stays('declaration', 'many' as never), report('itinerary-card')]))).toBe(true);
  });

  test('the check at the door names the place of the fault', () => {
    expect(() => checkFact(fact('contact', 'health-commission', { degree: 'distant', since: '2022-11-20' }))).toThrow(
      PolicyError,
    );
    const valid = fact('contact', 'health-commission', { degree: 'close', since: '2022-11-20' });
    expect(checkFact(valid)).toBe(valid);
    for (const [value, path] of [
      [{ ...valid, kind: 'rumour' }, '/kind'],
      [{ ...valid, source: 'neighbour' }, '/source'],
      [{ ...valid, receivedAt: '2022-11-24' }, '/receivedAt'],
      [{ ...valid, data: { degree: 'close' } }, '/data'],
      [null, '/kind'],
      [{ ...valid, kind: 'constructor' }, '/kind'],
    ] as const) {
      expect(() => checkFact(value)).toThrow(expect.objectContaining({ code: 'invalid-fact', path }));
    }
  });
});
