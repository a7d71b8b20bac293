import { describe, expect, test } from 'vitest';
import type { Instant } from '../three-valued/instant.ts';
import { isUnknown, Unknown } from '../three-valued/unknown.ts';
import { assemble } from './assemble.ts';
import { checkFact, type Fact } from './fact.ts';
import { factData, type FactKind, factKinds, usualSource } from './fact-data.ts';
import { type InputName, inputNames } from './document.ts';
import type { InputRequest } from './freshness.ts';
import { readers } from './readers.ts';
import type { Reference } from './reference.ts';

const at = '2022-11-24T08:00:00+08:00';
const noAreas: Reference = { receivedAt: at, riskAreas: [] };

/** One valid example of every kind, by hand. */
const examples: Record<FactKind, object> = {
  'health-declaration': { symptoms: ['fever'], contactWithCase: false, temperature: 38.2 },
  'itinerary-declaration': { stays: [{ division: '370102001', place: '3号楼', from: '2022-11-20', to: '2022-11-21' }] },
  'itinerary-card': { stays: [{ division: '370100', from: '2022-11-20' }] },
  ticket: {
    mode: 'rail',
    from: '140100',
    to: '370100',
    departedAt: '2022-11-20T08:00:00+08:00',
    arrivedAt: '2022-11-20T11:40:00+08:00',
  },
  'venue-stay': { venue: 'market-7', from: '2022-11-20T09:00:00+08:00', to: '2022-11-20T10:00:00+08:00' },
  residence: { division: '370102001001', place: '3号楼' },
  'case-state': { state: 'first-screen-positive', since: '2022-11-20' },
  contact: { degree: 'investigated', since: '2022-11-20' },
  isolation: { place: 'home', since: '2022-11-20', until: '2022-11-26' },
  nat: {
    result: 'positive',
    sampledAt: '2022-11-23T08:00:00+08:00',
    reportedAt: '2022-11-23T20:00:00+08:00',
    institution: '甲',
    method: 'pool',
    tube: 'T-1',
  },
  vaccination: { doses: 3, lastDoseAt: '2022-01-05' },
  'entry-from-abroad': { enteredAt: '2022-11-20', port: '青岛' },
  post: { post: 'cold-chain', closedLoop: true, since: '2022-11-01', until: '2022-11-20' },
  arrival: { arrivedAt: '2022-11-22', division: '140100', tag: 'blue' },
  'origin-code': {
    division: '140000',
    colour: 'green',
    verified: true,
    decidedAt: at,
    consentGrade: 'holder-signed',
    grade: 'attested',
  },
  'pushed-colour': { division: '410000', colour: 'red', pushedAt: '2022-11-20T08:00:00+08:00' },
  'manual-colour': {
    colour: 'yellow',
    ground: 'outbreak-venue',
    documentNumber: '甲〔2022〕1号',
    since: '2022-11-20',
    until: '2022-11-26',
  },
  'movement-permit': { division: '370100', from: '2022-11-24T08:00:00+08:00', until: '2022-11-24T14:00:00+08:00' },
  exemption: { since: '2022-11-20', until: '2022-11-30', documentNumber: '甲〔2022〕2号' },
  clearance: {
    source: 'health-commission',
    kind: 'contact',
    data: { degree: 'close', since: '2022-11-20' },
    documentNumber: '甲〔2022〕3号',
    until: '2022-12-01',
  },
  contest: {
    source: 'health-commission',
    kind: 'contact',
    data: { degree: 'close', since: '2022-11-20' },
    since: '2022-11-23',
    until: '2022-12-01',
  },
  'source-report': { source: 'transport', window: 'P14D' },
};

let count = 0;
function fact(kind: FactKind, data: object = examples[kind], rest: Partial<Fact> = {}): Fact {
  count += 1;
  return { id: `f${count}`, kind, source: usualSource[kind], observedAt: at, receivedAt: at, data, ...rest };
}
const requests = (...names: InputName[]): InputRequest[] =>
  names.map((name) => ({ name, source: 'health-commission', freshFor: 'P1D' }));
const asked = fact('source-report', { source: 'health-commission', window: 'P14D' });
const documentOf = (facts: Fact[], names: InputName[], reference: Reference | null = noAreas) =>
  assemble(
    [...facts, asked],
    reference,
    [...requests(...names), { name: 'riskAreas', source: 'national-platform', freshFor: 'P1D' }],
    at,
  );
type Item = Record<string, unknown>;
const itemsOf = (document: object, input: string) => (document as Record<string, Item[]>)[input] as Item[];
const text = (value: unknown) => (value as Instant).text;

describe('the catalogue', () => {
  test.each(factKinds)('%s: a valid example passes the door, one with a field too many does not', (kind) => {
    const example = fact(kind);
    expect(checkFact(example)).toBe(example);
    expect(() => checkFact(fact(kind, { ...examples[kind], rumour: 'x' }))).toThrow('');
  });

  test('every kind is read into an input of the document, but for the two that speak of other facts', () => {
    expect(factKinds.filter((kind) => !readers.has(kind))).toEqual(['clearance', 'contest', 'source-report']);
    const read = new Set(factKinds.map((kind) => readers.get(kind)?.input));
    expect(inputNames.filter((name) => name !== 'riskAreas' && !read.has(name))).toEqual([]);
    expect(Object.keys(usualSource).toSorted()).toEqual(Object.keys(factData).toSorted());
  });

  test.each(['clearance', 'contest'] as const)('a %s is checked down to what it is against', (kind) => {
    const wrong = { ...examples[kind], data: { degree: 'distant', since: '2022-11-20' } };
    expect(() => checkFact(fact(kind, wrong))).toThrow(
      expect.objectContaining({ code: 'invalid-fact', path: '/data/data/degree' }),
    );
  });
});

describe('a ticket', () => {
  test('proves where somebody was at departure and at arrival, and nothing between or after', () => {
    const { document } = documentOf([fact('ticket')], ['itinerary']);
    const { stays } = document.itinerary as { stays: Item[] };
    expect(stays.map(({ division, from, to }) => [division, text(from), text(to)])).toEqual([
      ['140100', '2022-11-20T08:00:00+08:00', '2022-11-20T08:00:00+08:00'],
      ['370100', '2022-11-20T11:40:00+08:00', '2022-11-20T11:40:00+08:00'],
    ]);
  });

  test('of a journey still to come is not there yet, and the document changes at departure', () => {
    const later = {
      ...examples.ticket,
      departedAt: '2022-11-24T09:00:00+08:00',
      arrivedAt: '2022-11-24T12:00:00+08:00',
    };
    const { document, changesAt } = documentOf([fact('ticket', later)], ['itinerary']);
    expect(document.itinerary).toEqual({ stays: [] });
    expect(changesAt).toBe(Date.parse('2022-11-24T09:00:00+08:00'));
  });
});

describe('an area that is one building', () => {
  const areas: Reference = {
    receivedAt: at,
    riskAreas: [{ division: '370102001', place: '3号楼', level: 'high', from: '2022-11-18' }],
  };
  const levelOf = (stay: object) => {
    const declared = fact('itinerary-declaration', { stays: [{ from: '2022-11-20', to: '2022-11-21', ...stay }] });
    return (documentOf([declared], ['itinerary'], areas).document.itinerary as { stays: Item[] }).stays[0]?.['level'];
  };

  test.each([
    ['a stay in that building', { division: '370102001', place: '3号楼' }, 'high'],
    ['a stay in that building, known by its community', { division: '370102001001', place: '3号楼' }, 'high'],
    ['a stay in the building next to it', { division: '370102001', place: '4号楼' }, 'low'],
    ['a stay somewhere in that street', { division: '370102001' }, 'low'],
    ['a stay in a building of that name in another street', { division: '370102002', place: '3号楼' }, 'low'],
  ])('judges %s', (_what, stay, level) => {
    expect(levelOf(stay)).toBe(level);
  });

  test('judges who lives there, and a visit to it as a venue', () => {
    const names: InputName[] = ['residence', 'venues'];
    const home = fact('residence', { division: '370102001001', place: '3号楼' }, { source: 'health-commission' });
    const visit = fact('venue-stay', { venue: '3号楼', from: '2022-11-20', to: '2022-11-20' });
    const other = fact('venue-stay', { venue: '4号楼', from: '2022-11-20', to: '2022-11-20' });
    const { document } = documentOf([home, visit, other], names, areas);
    expect(document.residence).toMatchObject({ level: 'high', place: '3号楼' });
    expect(itemsOf(document, 'venues').map(({ level }) => level)).toEqual(['high', 'low']);
  });
});

describe('a clearance', () => {
  const contact = fact('contact', { degree: 'close', since: '2022-11-20' });
  const degrees = (facts: Fact[]) =>
    (itemsOf(documentOf(facts, ['contacts']).document, 'contacts') ?? []).map(({ degree }) => degree);
  const clearing = (rest: object, envelope: Partial<Fact> = {}) =>
    fact('clearance', { ...examples.clearance, ...rest }, envelope);

  test('keeps the fact it names from counting, whatever the order of the fields', () => {
    expect(degrees([contact])).toEqual(['close']);
    expect(degrees([contact, clearing({})])).toEqual([]);
    expect(degrees([contact, clearing({ data: { since: '2022-11-20', degree: 'close' } })])).toEqual([]);
  });

  test.each([
    ['another source', { source: 'national-platform' }],
    ['another kind', { kind: 'isolation' }],
    ['other data', { data: { degree: 'close', since: '2022-11-21' } }],
    ['a clearance that has ended', { until: '2022-11-24T08:00:00+08:00' }],
  ])('leaves the fact alone: %s', (_what, rest) => {
    expect(degrees([contact, clearing(rest)])).toEqual(['close']);
  });

  test('leaves it alone before it is in force', () => {
    expect(degrees([contact, clearing({}, { validFrom: '2022-11-25T00:00:00+08:00' })])).toEqual(['close']);
  });

  test('ends at its end, which the document foresees', () => {
    const { changesAt } = documentOf([contact, clearing({ until: '2022-11-24T08:00:01+08:00' })], ['contacts']);
    expect(changesAt).toBe(Date.parse('2022-11-24T08:00:01+08:00'));
  });

  test('of the latest record brings back the one before it', () => {
    const healthy = fact(
      'case-state',
      { state: 'none', since: '2022-11-01' },
      { observedAt: '2022-11-01T08:00:00+08:00' },
    );
    const mistaken = { state: 'confirmed', since: '2022-11-23' };
    const cleared = clearing({ kind: 'case-state', data: mistaken });
    const cases = (facts: Fact[]) => documentOf(facts, ['cases']).document.cases;
    expect(cases([healthy, fact('case-state', mistaken)])).toHaveLength(1);
    expect(cases([healthy, fact('case-state', mistaken), cleared])).toEqual([]);
  });

  test('does not make its source silent', () => {
    const late = { ...asked, receivedAt: '2022-11-01T08:00:00+08:00' };
    const { document } = assemble([contact, clearing({}), late], noAreas, requests('contacts'), at);
    expect(document.contacts).toEqual([]);
  });
});

describe('what the tests say of the time since something began', () => {
  const sample = (sampledAt: string, rest: object = {}) =>
    fact(
      'nat',
      { ...examples.nat, result: 'negative', method: 'single', sampledAt, ...rest },
      { source: 'health-commission' },
    );
  const since = '2022-11-20';
  const contact = (tests: Fact[], names: InputName[] = ['contacts', 'tests']) =>
    itemsOf(documentOf([fact('contact', { degree: 'close', since }), ...tests], names).document, 'contacts')[0] as Item;
  const days = (list: unknown) => (list as unknown[]).map((day) => (isUnknown(day) ? Unknown.inputOf(day) : day));

  test('counts negatives 24 hours apart, and numbers days from the first, which is day 1', () => {
    const item = contact([
      sample('2022-11-19T23:59:59+08:00'),
      sample('2022-11-20T00:00:00+08:00'),
      sample('2022-11-20T23:00:00+08:00'),
      sample('2022-11-21T00:00:00+08:00'),
      sample('2022-11-24T07:00:00+08:00'),
    ]);
    expect(item['negativesSince']).toBe(3);
    expect(item['negativeDays']).toEqual([1, 2, 5]);
    expect(item['testedDays']).toEqual([1, 2, 5]);
    expect(text(item['lastNegativeAt'])).toBe('2022-11-24T07:00:00+08:00');
  });

  test('a positive is a test, and no negative', () => {
    const item = contact([sample('2022-11-21T08:00:00+08:00', { result: 'positive' })]);
    expect([item['negativesSince'], item['testedDays'], item['lastNegativeAt']]).toEqual([0, [2], null]);
  });

  test('a test sampled in the future does not count yet, and the document changes then', () => {
    const tests = [sample('2022-11-24T09:00:00+08:00')];
    expect(contact(tests)['negativesSince']).toBe(0);
    expect(documentOf(tests, ['tests']).changesAt).toBe(Date.parse('2022-11-24T09:00:00+08:00'));
  });

  test('where the laboratories are late, what is known counts and more may come', () => {
    const item = contact([sample('2022-11-21T08:00:00+08:00'), sample('2022-11-23T08:00:00+08:00')], ['contacts']);
    expect(isUnknown(item['negativesSince'])).toBe(true);
    expect(Unknown.leastOf(item['negativesSince'] as Unknown)).toBe(2);
    expect(days(item['testedDays'])).toEqual([2, 4, 'tests']);
    expect(isUnknown(item['lastNegativeAt'])).toBe(true);
  });

  test('of a stay counts from its end, and of one that lasts says nothing', () => {
    const left = { division: '370102', from: '2022-11-10', to: '2022-11-20' };
    const stays = (stay: object) => {
      const facts = [fact('itinerary-declaration', { stays: [stay] }), sample('2022-11-22T08:00:00+08:00')];
      return (documentOf(facts, ['itinerary', 'tests']).document.itinerary as { stays: Item[] }).stays[0] as Item;
    };
    expect(stays(left)['testedDays']).toEqual([2]);
    expect(stays({ ...left, to: undefined })['testedDays']).toEqual([]);
  });

  test('a positive pool knows what the single test after it found', () => {
    const pool = sample('2022-11-23T08:00:00+08:00', { result: 'positive', method: 'pool', tube: 'T-1' });
    const retests = (tests: Fact[], names: InputName[] = ['tests']) =>
      itemsOf(documentOf([pool, ...tests], names).document, 'tests')
        .filter(({ method }) => method === 'pool')
        .map(({ retest }) => retest);
    expect(retests([])).toEqual([null]);
    expect(retests([sample('2022-11-22T08:00:00+08:00')])).toEqual([null]);
    expect(retests([sample('2022-11-23T18:00:00+08:00', { method: 'pool' })])[0]).toBe(null);
    expect(retests([sample('2022-11-23T18:00:00+08:00')])).toEqual(['negative']);
    expect(retests([sample('2022-11-23T18:00:00+08:00', { result: 'positive' })])).toEqual(['positive']);
    expect(isUnknown(retests([], [])[0])).toBe(true);
  });
});
