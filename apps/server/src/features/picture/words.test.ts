import { describe, expect, it } from 'vitest';
import { toEdge } from '../../platform/clock.ts';
import { readWords } from './words.ts';

const now = new Date('2026-11-24T08:00:30+08:00');
const provinces = new Map([
  ['14', '山西'],
  ['61', '陕西'],
  ['37', '山东'],
]);
const read = (...lines: string[]) => readWords(lines, provinces, now);

describe('the words of a code page', () => {
  it.each([
    ['11月24日08:00:12', '2026-11-24T08:00:12+08:00'],
    ['2026-11-2408:00:12', '2026-11-24T08:00:12+08:00'],
    ['2026年11月3日8:05:07', '2026-11-03T08:05:07+08:00'],
    ['更新于2026/11/2323:59:59', '2026-11-23T23:59:59+08:00'],
  ])('%s is a running clock', (line, instant) => {
    expect(read(line).clocks.map(toEdge)).toEqual([instant]);
  });

  it('a time without seconds is one, though no clock; one without a date is none', () => {
    const { clocks, instants } = read('有效至12月1日8:00', '08:00:12');
    expect([clocks, instants.map(toEdge)]).toEqual([[], ['2026-12-01T08:00:00+08:00']]);
  });

  it('a day of another year without the year is of the year that is nearest', () => {
    const january = new Date('2027-01-01T00:10:00+08:00');
    expect(readWords(['12月31日23:50:00'], provinces, january).clocks.map(toEdge)).toEqual([
      '2026-12-31T23:50:00+08:00',
    ]);
  });

  it.each(['13月1日8:00:00', '11月40日8:00:00', '电话0351-12320'])('%s is no time', (line) => {
    expect(read(line).instants).toEqual([]);
  });

  it('provinces are named, colours are words, and numbers end in four characters', () => {
    const { provinces: named, colours, endings } = read('山西健康码', '王*英…2846', '证件号**********284x', 'GO绿码');
    expect([[...named], [...colours], endings]).toEqual([['14'], ['green'], ['2846', '284X']]);
  });

  it('two provinces that sound alike are two', () => {
    expect([...read('陕西一码通').provinces]).toEqual(['61']);
  });
});
