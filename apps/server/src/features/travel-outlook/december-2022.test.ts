import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compilePack, expandCase, outlook, type PolicyCase, type ValueSets } from '@tongxing/rules';
import { describe, expect, it } from 'vitest';

const policies = join(import.meta.dirname, '../../../../../policies');
const read = (path: string): unknown => JSON.parse(readFileSync(join(policies, path), 'utf8'));
const valueSets: ValueSets = Object.fromEntries(
  readdirSync(join(policies, 'value-sets')).map((file) => {
    const { id, values } = read(`value-sets/${file}`) as { id: string; values: string[] };
    return [id, values];
  }),
);
const packOf = (city: string) => compilePack(read(`${city}/december-2022/policy.json`), valueSets);
const [taian, jinan] = [packOf('370900'), packOf('370100')];

/** She left a high-risk area of Beijing on 9 December at noon, and asks on the 12th at 8:00. */
const now = '2022-12-12T08:00:00+08:00';
const { facts, reference } = expandCase({
  about: { zh: '离开高风险区', en: 'she left a high-risk area' },
  at: now,
  asked: ['health-commission', 'itinerary-card', 'nat-laboratory'],
  facts: [
    { kind: 'health-declaration', data: { symptoms: [], contactWithCase: false } },
    {
      kind: 'itinerary-declaration',
      data: {
        stays: [
          { division: '110105001', from: '2022-12-03', to: '2022-12-09T12:00:00+08:00' },
          { division: '370102', from: '2022-12-09T20:00:00+08:00' },
        ],
      },
    },
    { kind: 'residence', data: { division: '370102' } },
  ],
  reference: { riskAreas: [{ division: '110105001', level: 'high', from: '2022-12-01' }] },
} as unknown as PolicyCase);

const on = (pack: typeof taian, day: string) =>
  outlook(pack, facts, reference, {
    now,
    arrival: `2022-12-${day}T00:00:00+08:00`,
    until: `2022-12-${Number(day) + 1}T00:00:00+08:00`,
  });

describe('Tai’an and Jinan in December 2022, asked about the same days [W04]', () => {
  it('before seven days have passed both say yellow (SD22-5, SDJN-5)', () => {
    expect([on(taian, '15').outcome.colour, on(jinan, '15').outcome.colour]).toEqual(['yellow', 'yellow']);
  });

  it('after seven days Tai’an asks for nothing (SD22-5), Jinan for a negative test (SDJN-5)', () => {
    expect(on(taian, '17')).toMatchObject({ outcome: { colour: 'green' }, test: null });
    const there = on(jinan, '17');
    expect(there.outcome.colour).toBe('yellow');
    expect(there.test?.until).toBe('2022-12-17T00:00:00+08:00');
  });

  it('on the day on which the seven days end, Tai’an says at which minute', () => {
    expect(on(taian, '16').changes).toEqual([{ at: '2022-12-16T12:00:00+08:00', colour: 'green' }]);
  });
});
