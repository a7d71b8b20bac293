import { type Fact, type Pack, type Reference, type Rule } from '@tongxing/rules';

type Logic = unknown;

const v = (path: string): Logic => ({ var: path });
const plus = (logic: Logic, amount: number, unit = 'day'): Logic => ({ plusTime: [logic, amount, unit] });
const and = (...operands: Logic[]): Logic => ({ and: operands });
const anyItem = (list: string, condition: Logic): Logic => ({
  reduce: [v(list), { if: [condition, true, v('accumulator')] }, false],
});
const now = plus(v('current.at'), 0);
const endedWithin = (path: string, days: number): Logic => ({ before: [now, plus(v(path), days)] });
const pick = <T>(list: readonly T[], i: number): T => list[i % list.length] as T;

const counties = Array.from({ length: 60 }, (_, i) => String(130_000 + (i % 12) * 10_000 + 101 + i));
const degrees = ['close', 'secondary', 'companion'];
const states = ['confirmed', 'suspected', 'asymptomatic', 'discharged'];
const symptoms = ['fever', 'dry-cough', 'dyspnoea', 'fatigue', 'respiratory'];

/** Conditions in the shapes of the provinces' packs, each with constants of its own. */
const shapes: ((i: number) => Logic)[] = [
  (i) =>
    anyItem(
      'itinerary.stays',
      and({ '===': [v('current.level'), pick(['high', 'medium'], i)] }, endedWithin('current.to', 7 + (i % 15))),
    ),
  (i) =>
    anyItem(
      'itinerary.stays',
      and(
        { in: [v('current.county'), [pick(counties, i), pick(counties, i + 7), pick(counties, i + 21)]] },
        endedWithin('current.to', 14),
      ),
    ),
  (i) =>
    anyItem(
      'contacts',
      and(
        { '===': [v('current.degree'), pick(degrees, i)] },
        {
          before: [
            now,
            { if: [v('current.until'), plus(v('current.until'), 0), plus(v('current.since'), 3 + (i % 14))] },
          ],
        },
      ),
    ),
  (i) =>
    anyItem('cases', and({ '===': [v('current.state'), pick(states, i)] }, endedWithin('current.since', 7 + (i % 21)))),
  (i) =>
    and(
      { in: [pick(symptoms, i), v('declaration.symptoms')] },
      { '>=': [v('declaration.temperatureTenths'), 365 + (i % 20)] },
    ),
  (i) =>
    and(
      { '===': [v('tests.0.result'), 'positive'] },
      { after: [plus(v('tests.0.sampledAt'), 24 + (i % 48), 'hour'), plus(v('at'), 0)] },
    ),
  (i) =>
    anyItem(
      'isolations',
      and({ '===': [v('current.place'), pick(['central', 'home'], i)] }, endedWithin('current.since', 5 + (i % 10))),
    ),
  (i) => and({ '===': [v('residence.county'), pick(counties, i)] }, { in: [v('residence.level'), ['medium', 'high']] }),
  (i) => ({
    '>': [
      {
        reduce: [
          v('itinerary.stays'),
          {
            '+': [
              v('accumulator'),
              { if: [{ '===': [v('current.city'), `${pick(counties, i).slice(0, 4)}00`] }, 1, 0] },
            ],
          },
          0,
        ],
      },
      2 + (i % 3),
    ],
  }),
  (i) => and(v('declaration.contactWithCase'), { '!': [{ in: [v('residence.city'), [pick(counties, i), '370100']] }] }),
];

function rule(i: number, colour: Rule['colour'], when: Logic): Rule {
  const text = { zh: `第${i}条`, en: `Rule ${i}` };
  return {
    id: `rule-${i}`,
    colour,
    when,
    reason: text,
    authority: text,
    documentNumber: String(i),
    release: text,
    sources: ['R1'],
  };
}

const cities = Array.from({ length: 16 }, (_, i) => String(370_100 + i * 100));

/**
 * A pack of 200 rules in plain CertLogic, so that the baseline can evaluate it too: 98 for the whole province, 100 of
 * single cities (in one week of 2022 Jinan and Tai'an had different rules), 2 green ones.
 */
export function createPack(): Pack {
  const rules = Array.from({ length: 198 }, (_, i) => {
    const condition = pick(shapes, i)(Math.floor(i / shapes.length));
    const scoped =
      Math.floor(i / 10) % 2 === 0 ? condition : and({ '===': [v('residence.city'), pick(cities, i * 3)] }, condition);
    return rule(i, i < 130 ? 'red' : 'yellow', scoped);
  });
  const well = and({ '===': [v('declaration.contactWithCase'), false] }, { '!': [v('declaration.symptoms')] });
  const testedWithin = (hours: number) => ({ before: [plus(v('at'), 0), plus(v('tests.0.sampledAt'), hours, 'hour')] });
  rules.push(rule(198, 'green', and(well, testedWithin(72))));
  rules.push(rule(199, 'green', and(well, { '!': [testedWithin(72)] }, { '===': [v('residence.level'), 'low'] })));
  const input = (name: Pack['inputs'][number]['name'], source: Pack['inputs'][number]['source']) => ({
    name,
    source,
    freshFor: 'P7D',
  });
  return {
    id: 'bench',
    version: '1.0.0',
    purpose: 'resident',
    divisions: ['370000'],
    validFrom: '2022-01-01T00:00:00+08:00',
    validTo: '2023-01-01T00:00:00+08:00',
    grace: 'P2D',
    inputs: [
      input('declaration', 'declaration'),
      input('itinerary', 'declaration'),
      input('itinerary', 'itinerary-card'),
      input('cases', 'health-commission'),
      input('contacts', 'health-commission'),
      input('isolations', 'health-commission'),
      input('tests', 'nat-laboratory'),
      input('residence', 'population-registry'),
      input('riskAreas', 'national-platform'),
    ],
    valueSets: [],
    rules,
    sources: [{ row: 'R1', text: '合成', grade: 'K', place: '合成', effective: '2022' }],
  };
}

export const at = '2022-11-24T08:00:00+08:00';

const day = (n: number): string => `2022-11-${String(n).padStart(2, '0')}`;

/** Three thousand risk areas, as in the last weeks of 2022. */
export const reference: Reference = {
  receivedAt: '2022-11-24T06:00:00+08:00',
  riskAreas: Array.from({ length: 3000 }, (_, i) => ({
    division: `${pick(['11', '31', '44', '50', '65'], i)}${String(101 + (i % 80)).padStart(4, '0')}${String(1 + (i % 30)).padStart(3, '0')}`,
    level: pick(['high', 'medium', 'low'] as const, i),
    from: day(1 + (i % 20)),
  })),
};

/** The facts of a synthetic person: mostly green, as people are; one in sixteen has a contact, one in eight symptoms. */
export function createFacts(n: number): Fact[] {
  const fact = (kind: Fact['kind'], source: Fact['source'], data: unknown): Fact => ({
    id: `${kind}-${n}`,
    kind,
    source,
    observedAt: '2022-11-24T07:00:00+08:00',
    receivedAt: '2022-11-24T07:30:00+08:00',
    data,
  });
  const stays = Array.from({ length: pick([1, 1, 2, 3, 4], n) }, (_, i) => ({
    division: i === 0 ? '370102' : n % 32 === 7 ? pick(counties, n) : '340104',
    from: day(10 + i * 2),
    to: day(12 + i * 2),
  }));
  return [
    fact('health-declaration', 'declaration', {
      symptoms: n % 32 === 3 ? [pick(symptoms, n)] : [],
      contactWithCase: false,
      temperature: n % 32 === 3 ? 39 : 36 + (n % 4) / 10,
    }),
    fact('itinerary-declaration', 'declaration', { stays }),
    fact('itinerary-card', 'itinerary-card', {
      stays: stays.map(({ division, from, to }) => ({ division: `${division.slice(0, 4)}00`, from, to })),
    }),
    ...(n % 16 === 5 ? [fact('contact', 'health-commission', { degree: pick(degrees, n), since: day(18) })] : []),
    fact('nat', 'nat-laboratory', {
      result: 'negative',
      sampledAt: `${day(23)}T0${n % 10}:00:00+08:00`,
      reportedAt: `${day(23)}T1${n % 10}:00:00+08:00`,
      institution: '合成检测机构',
    }),
    fact('residence', 'population-registry', { division: '370102' }),
    fact('source-report', 'health-commission', { source: 'health-commission', window: 'P14D' }),
  ];
}
