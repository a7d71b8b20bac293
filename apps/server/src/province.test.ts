import { describe, expect, it } from 'vitest';
import { coversDivision } from './province.ts';

describe('a division (GB/T 2260, GB/T 10114)', () => {
  it.each([
    ['a province', '370000', '370000'],
    ['a city of the province', '370000', '370100'],
    ['a county of the city', '370100', '370102'],
    ['a street of the county', '370102', '370102003'],
    ['a community of the street', '370102003000', '370102003001'],
    // Towns are numbered from 100: the noughts are digits of their own.
    ['a village of the first town', '370102100', '370102100201'],
  ])('contains %s', (_what, wide, narrow) => {
    expect(coversDivision(wide, narrow)).toBe(true);
  });

  it.each([
    ['the next province', '370000', '410000'],
    ['what it lies in', '370102', '370100'],
    ['the next town, where its own number ends in noughts', '370102100', '370102101'],
    ['a village of the next town', '370102100000', '370102101201'],
    ['the next village, where its own number ends in a nought', '370102003200', '370102003201'],
  ])('does not contain %s', (_what, wide, narrow) => {
    expect(coversDivision(wide, narrow)).toBe(false);
  });
});
