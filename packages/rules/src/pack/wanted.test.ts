import { describe, expect, test } from 'vitest';
import { at, declared, fact, isWell, noAreas, packOf, present, rule, some } from '../../test/small-pack.ts';
import type { Fact } from '../facts/fact.ts';
import type { Reference } from '../facts/reference.ts';
import { compilePack } from './compile-pack.ts';
import { evaluate } from './evaluate.ts';
import type { Pack } from './pack-schema.ts';

const ask = (...inputs: Pack['inputs']): Partial<Pack> => ({
  inputs: [{ name: 'declaration', source: 'declaration', freshFor: 'P7D' }, ...inputs],
});
const about = { zh: '甲', en: 'A' };

describe('an attribute', () => {
  const gold = {
    id: 'gold-edge',
    when: some('vaccinations', {
      and: [
        { '>=': [{ var: 'current.doses' }, 2] },
        { 'not-before': [present, { plusTime: [{ var: 'current.lastDoseAt' }, 14, 'day'] }] },
      ],
    }),
    text: about,
    sources: ['R1'],
  };
  const asked = ask({ name: 'vaccinations', source: 'vaccination-registry', freshFor: 'P7D' });
  const pack = compilePack(packOf([isWell], { ...asked, attributes: [gold] }));
  const doses = (lastDoseAt: string) => fact('vaccination', 'vaccination-registry', { doses: 2, lastDoseAt });
  const shown = (facts: Fact[]) => evaluate(pack, [declared(), ...facts], noAreas, at);

  test('is shown beside the colour where it is known to be true', () => {
    expect(shown([doses('2022-11-10T08:00:00+08:00')]).attributes).toEqual([{ id: 'gold-edge', text: about }]);
    expect(shown([doses('2022-11-10T08:00:01+08:00')]).attributes).toEqual([]);
  });

  test('makes no colour, and a silent registry takes none away', () => {
    expect(shown([])).toMatchObject({ colour: 'green', unknown: [], attributes: [] });
  });

  test('comes at its instant, which the outcome foresees', () => {
    expect(shown([doses('2022-11-10T08:00:01+08:00')]).nextChangeAt).toBe('2022-11-24T08:00:01+08:00');
  });

  test('is not in the outcomes of packs that have none', () => {
    expect(evaluate(compilePack(packOf([isWell])), [declared()], noAreas, at)).not.toHaveProperty('attributes');
  });
});

describe('a source whose silence means that there is nothing', () => {
  const byHand = rule('by-hand', 'red', some('manual', { '===': [{ var: 'current.colour' }, 'red'] }));
  const input = { name: 'manual', source: 'control-office', freshFor: 'P1D' } as const;
  const colour = (inputs: Pack['inputs'][number], facts: Fact[] = []) =>
    evaluate(compilePack(packOf([byHand, isWell], ask(inputs))), [declared(), ...facts], noAreas, at).colour;
  const manual = (receivedAt: string) =>
    fact(
      'manual-colour',
      'control-office',
      { colour: 'red', ground: 'case', documentNumber: '1', since: '2022-11-01', until: '2022-12-01' },
      receivedAt,
    );

  test('leaves nothing open, where another would', () => {
    expect(colour({ ...input, silentIsNone: true })).toBe('green');
    expect(colour(input)).toBe('pending');
  });

  test('is believed in what it does say, however long ago', () => {
    expect(colour({ ...input, silentIsNone: true }, [manual('2022-11-01T08:00:00+08:00')])).toBe('red');
  });

  test('is never late: its report does not run out', () => {
    const pack = compilePack(packOf([byHand, isWell], ask({ ...input, silentIsNone: true })));
    const { nextChangeAt, freshness } = evaluate(pack, [declared()], noAreas, at);
    expect(nextChangeAt).toBe('2022-12-01T08:00:00+08:00');
    expect(freshness.find(({ source }) => source === 'control-office')).toMatchObject({
      fresh: true,
      receivedAt: null,
    });
  });
});

describe('the levels of risk areas', () => {
  const declaring = fact('itinerary-declaration', 'declaration', {
    stays: [{ division: '370102001', from: '2022-11-20', to: '2022-11-21' }],
  });
  const inputs = ask(
    { name: 'itinerary', source: 'declaration', freshFor: 'P7D' },
    { name: 'riskAreas', source: 'national-platform', freshFor: 'P1D' },
  );
  const levelRules = (field: string) => [
    rule('high', 'red', some('itinerary.stays', { '===': [{ var: `current.${field}` }, 'high'] })),
    rule('medium', 'yellow', some('itinerary.stays', { '===': [{ var: `current.${field}` }, 'medium'] })),
    isWell,
  ];
  const areas = (area: Partial<Reference['riskAreas'][number]>): Reference => ({
    receivedAt: at,
    riskAreas: [{ division: '370102001', level: 'high', from: '2022-11-01', ...area }],
  });
  const colour = (reference: Reference, rest: Partial<Pack> = {}, field = 'level') =>
    evaluate(compilePack(packOf(levelRules(field), { ...inputs, ...rest })), [declared(), declaring], reference, at)
      .colour;
  /** 2022-06-28: high, 7 days without a new case: medium, 3 more: low; medium, 7 days: low. */
  const ninth: Partial<Pack> = {
    areaLevels: {
      high: [
        { after: 'P7D', level: 'medium' },
        { after: 'P10D', level: 'low' },
      ],
      medium: [{ after: 'P7D', level: 'low' }],
    },
  };
  /** 2022-11-11: high only, low after 5 days. */
  const twenty: Partial<Pack> = { areaLevels: { high: [{ after: 'P5D', level: 'low' }] } };

  test.each<[string, Partial<Reference['riskAreas'][number]>, string, string, string]>([
    ['as published where no last case is told', {}, 'red', 'red', 'red'],
    ['7 days without a case are over as the stay begins', { lastCaseAt: '2022-11-12' }, 'red', 'yellow', 'green'],
    ['they are over a day later', { lastCaseAt: '2022-11-13' }, 'red', 'red', 'green'],
    ['10 days are over as the stay begins', { lastCaseAt: '2022-11-09' }, 'red', 'green', 'green'],
    ['they are over a day later', { lastCaseAt: '2022-11-10' }, 'red', 'yellow', 'green'],
    ['5 days are over as the stay begins', { lastCaseAt: '2022-11-14' }, 'red', 'red', 'green'],
    ['they are over a day later', { lastCaseAt: '2022-11-15' }, 'red', 'red', 'red'],
    ['of medium risk', { level: 'medium' }, 'yellow', 'yellow', 'green'],
    ['lifted before it declines', { lastCaseAt: '2022-11-13', to: '2022-11-19' }, 'green', 'green', 'green'],
  ])('%s: %j', (_what, area, published, underNinth, underTwenty) => {
    expect([colour(areas(area)), colour(areas(area), ninth), colour(areas(area), twenty)]).toEqual([
      published,
      underNinth,
      underTwenty,
    ]);
  });

  test.each<[string, Partial<Reference['riskAreas'][number]>, string]>([
    ['another street of the same county', { division: '370102002' }, 'red'],
    ['a building of another street', { division: '370102002', place: '3号楼' }, 'red'],
    ['another county', { division: '370103001' }, 'green'],
    ['the city around it', { division: '370100' }, 'red'],
    ['another street, after the stay', { division: '370102002', from: '2022-11-22' }, 'green'],
  ])('the county of a stay holds an area in %s', (_what, area, expected) => {
    expect(colour(areas(area), {}, 'countyLevel')).toBe(expected);
  });
});

describe('what is left behind at the end of a stay', () => {
  const inputs = ask(
    { name: 'itinerary', source: 'declaration', freshFor: 'P7D' },
    { name: 'riskAreas', source: 'national-platform', freshFor: 'P1D' },
  );
  const is = (field: string, level: string) => some('itinerary.stays', { '===': [{ var: `current.${field}` }, level] });
  const pack = compilePack(
    packOf(
      [rule('inside', 'red', is('levelNow', 'high')), rule('left', 'yellow', is('levelLeft', 'high')), isWell],
      inputs,
    ),
  );
  const colour = (to: string | undefined, lifted: string | undefined, receivedAt = at) => {
    const stay = { division: '370102001', from: '2022-11-10T00:00:00+08:00', ...(to && { to }) };
    const area = { division: '370102001', level: 'high' as const, from: '2022-11-12', ...(lifted && { to: lifted }) };
    const stays = fact('itinerary-declaration', 'declaration', { stays: [stay] });
    return evaluate(pack, [declared(), stays], { receivedAt, riskAreas: [area] }, at).colour;
  };

  test.each<[string, string | undefined, string | undefined, string]>([
    ['is there still, and the area is', undefined, undefined, 'red'],
    ['is there still, the area was lifted', undefined, '2022-11-20T00:00:00+08:00', 'green'],
    ['left it', '2022-11-20T00:00:00+08:00', undefined, 'yellow'],
    ['left it, and it was lifted a minute later', '2022-11-20T00:00:00+08:00', '2022-11-20T00:01:00+08:00', 'yellow'],
    ['left as it had been lifted for a minute', '2022-11-20T00:00:00+08:00', '2022-11-19T23:59:00+08:00', 'green'],
    ['left before it was one', '2022-11-12T00:00:00+08:00', undefined, 'green'],
    ['is to leave it tomorrow', '2022-11-25T00:00:00+08:00', undefined, 'red'],
  ])('somebody who %s', (_who, to, lifted, expected) => {
    expect(colour(to, lifted)).toBe(expected);
  });

  test('is nothing for who is there still, nor is what is there now for who has left', () => {
    const stays = (to?: string) => [
      declared(),
      fact('itinerary-declaration', 'declaration', {
        stays: [{ division: '370102001', from: '2022-11-10', ...(to && { to }) }],
      }),
    ];
    const area: Reference = {
      receivedAt: at,
      riskAreas: [{ division: '370102001', level: 'high', from: '2022-11-12' }],
    };
    const by = (field: string) => compilePack(packOf([rule('one', 'red', is(field, 'high')), isWell], inputs));
    expect(evaluate(by('levelLeft'), stays(), area, at).colour).toBe('green');
    expect(evaluate(by('levelNow'), stays('2022-11-20'), area, at).colour).toBe('green');
  });

  test('an outdated list still proves what it says, and leaves the rest open', () => {
    const outdated = '2022-11-22T08:00:00+08:00';
    expect(colour(undefined, undefined, outdated)).toBe('red');
    expect(colour(undefined, '2022-11-20T00:00:00+08:00', outdated)).toBe('pending');
    expect(colour('2022-11-12T00:00:00+08:00', undefined, outdated)).toBe('pending');
  });
});

describe('an end that is foreseen', () => {
  const contacts = ask({ name: 'contacts', source: 'health-commission', freshFor: 'P1D' });
  const within = (since: string, days: number) => ({
    before: [present, { plusTime: [{ var: `current.${since}` }, days, 'day'] }],
  });
  const traced = rule('traced', 'red', some('contacts', within('since', 14)), { until: 'foreseen' });
  const contact = (since: string) =>
    fact('contact', 'health-commission', { degree: 'close', since }, `${since}T08:00:00+08:00`);
  const reasonOf = (facts: Fact[], reference: Reference = noAreas) => {
    const pack = compilePack(packOf([traced, isWell], contacts));
    return evaluate(pack, [declared(), ...facts], reference, at).reasons[0];
  };

  test('is the last one where several grounds hold, to the minute', () => {
    expect(reasonOf([contact('2022-11-20')])?.until).toBe('2022-12-04T00:00:00+08:00');
    expect(reasonOf([contact('2022-11-20'), contact('2022-11-22')])?.until).toBe('2022-12-06T00:00:00+08:00');
  });

  test('is none where no time ends the ground', () => {
    const forever = rule('forever', 'red', some('contacts', { var: 'current.degree' }), { until: 'foreseen' });
    const pack = compilePack(packOf([forever, isWell], contacts));
    expect(evaluate(pack, [declared(), contact('2022-11-20')], noAreas, at).reasons[0]?.until).toBeNull();
  });

  test('counts from the end of an area for who is still there: 7 days after it is lifted', () => {
    const stays = fact('itinerary-declaration', 'declaration', {
      stays: [{ division: '370102001', from: '2022-11-01' }],
    });
    const raised = { '===': [{ var: 'current.level' }, 'high'] };
    const left = { if: [{ var: 'current.riskUntil' }, within('riskUntil', 7), true] };
    const stayed = rule('stayed', 'red', some('itinerary.stays', { and: [raised, left] }), { until: 'foreseen' });
    const pack = compilePack(
      packOf(
        [stayed, isWell],
        ask(
          { name: 'itinerary', source: 'declaration', freshFor: 'P7D' },
          { name: 'riskAreas', source: 'national-platform', freshFor: 'P1D' },
        ),
      ),
    );
    const areas: Reference = {
      receivedAt: at,
      riskAreas: [{ division: '370102001', level: 'high', from: '2022-11-10', to: '2022-11-25' }],
    };
    const outcome = evaluate(pack, [declared(), stays], areas, at);
    expect(outcome.reasons[0]?.until).toBe('2022-12-03T00:00:00+08:00');
  });
});
