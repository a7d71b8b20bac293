import { describe, expect, test } from 'vitest';
import { coversDivision, isDivision, sameProvince } from './division.ts';

describe('a division covers itself and what lies below it', () => {
  const cases: [division: string, other: string, covers: boolean][] = [
    ['370000', '370000', true],
    ['370000', '370100', true],
    ['370000', '370102', true],
    ['370100', '370102', true],
    ['370100', '370202', false],
    ['370102', '370100', false],
    ['140000', '370000', false],
    ['370000', '140000', false],
    ['000000', '370102', true],
    ['371000', '371002', true],
    ['371000', '370100', false],
    ['370000', '3701', false],
    ['3700', '370000', false],
    ['', '370000', false],
  ];
  test.each(cases)('%s, %s: %s', (division, other, covers) => {
    expect(coversDivision(division, other)).toBe(covers);
  });
});

test('a division code is six digits', () => {
  expect(['370000', '3700', '37000O', '３７００００', '370000\n', 370000].map(isDivision)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('the province is in the first two digits', () => {
  expect([sameProvince('370000', '370102'), sameProvince('370000', '140000')]).toEqual([true, false]);
});
