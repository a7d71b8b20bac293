import { describe, expect, it } from 'vitest';
import { readProvince } from '../../province.ts';
import { fileURLToPath } from 'node:url';
import { doorRules } from './door-rules.ts';

const folder = (division: string) => fileURLToPath(new URL(`../../../../../provinces/${division}`, import.meta.url));
const shandong = await readProvince(folder('370000'), '370000');

describe('what another province’s green code is at a door', () => {
  it('passes unless a release says otherwise: the national notice of 2021-03-23', () => {
    expect(doorRules(shandong, [], 'mall')).toMatchObject({
      foreignGreen: 'pass',
      foreignGreenOf: {},
      foreignListRequired: true,
    });
  });

  it('a line that names provinces holds for them, at the kinds of places it names', () => {
    const line = { places: ['railway-station' as const], origins: ['140000'], foreignGreen: 'cannot-tell' as const };
    expect(doorRules(shandong, [line], 'railway-station')).toMatchObject({
      foreignGreen: 'pass',
      foreignGreenOf: { '140000': 'cannot-tell' },
    });
    expect(doorRules(shandong, [line], 'mall').foreignGreenOf).toEqual({});
  });

  it('of lines about one province the later counts; a line about all leaves what is said of one', () => {
    const lines = [
      { origins: ['140000', '410000'], foreignGreen: 'cannot-tell' as const },
      { origins: ['140000'], foreignGreen: 'pass' as const },
      { foreignGreen: 'cannot-tell' as const },
    ];
    expect(doorRules(shandong, lines, 'mall')).toMatchObject({
      foreignGreen: 'cannot-tell',
      foreignGreenOf: { '140000': 'pass', '410000': 'cannot-tell' },
    });
  });

  it('a line that names provinces changes nothing else for them', () => {
    const line = { origins: ['140000'], foreignGreen: 'cannot-tell' as const, staleDisplay: 'stop' as const };
    expect(doorRules(shandong, [line], 'mall').foreignGreen).toBe('pass');
  });
});
