import { describe, expect, it } from 'vitest';
import { addSeconds, dayOf, fromUnix, isCalendarDay, startOfDay, toEdge, toEdgeOrNull, toUnix } from './clock.ts';

describe('times leave the node', () => {
  it.each([
    ['2026-11-24T00:00:00.000Z', '2026-11-24T08:00:00+08:00'],
    ['2026-11-23T16:00:00.000Z', '2026-11-24T00:00:00+08:00'],
    ['2026-11-23T15:59:59.999Z', '2026-11-23T23:59:59+08:00'],
    ['2024-02-28T16:00:00.000Z', '2024-02-29T00:00:00+08:00'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01T00:00:00+08:00'],
  ])('with the offset of China, in whole seconds: %s is %s', (instant, edge) => {
    expect(toEdge(new Date(instant))).toBe(edge);
    expect(Math.abs(Date.parse(edge) - Date.parse(instant))).toBeLessThan(1000);
  });

  it('or not at all where there is none', () => {
    expect(toEdgeOrNull(null)).toBeNull();
  });
});

describe('a day', () => {
  it('begins at midnight in Shanghai', () => {
    expect(dayOf(new Date('2026-11-23T15:59:59.999Z'))).toBe('2026-11-23');
    expect(dayOf(new Date('2026-11-23T16:00:00.000Z'))).toBe('2026-11-24');
    expect(startOfDay('2026-11-24').toISOString()).toBe('2026-11-23T16:00:00.000Z');
  });

  it('is in the calendar or not', () => {
    expect(['2024-02-29', '2026-11-30', '2000-02-29'].map(isCalendarDay)).toEqual([true, true, true]);
    expect(['2026-02-29', '2026-11-31', '1900-02-29', '2026-13-01', '2026-00-10', ''].map(isCalendarDay)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });
});

it('seconds since 1970 are whole and lead back', () => {
  expect(toUnix(new Date('1970-01-02T00:00:00.999Z'))).toBe(86_400);
  expect(fromUnix(86_400).toISOString()).toBe('1970-01-02T00:00:00.000Z');
  expect(addSeconds(fromUnix(0), -1).toISOString()).toBe('1969-12-31T23:59:59.000Z');
});
