import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant } from '../three-valued/instant.ts';
import { isUnknown } from '../three-valued/unknown.ts';
import { readEdge, readInstant, requireInstant } from './china-time.ts';
import { parseDuration } from './duration.ts';
import { formatInstant } from './format-instant.ts';

describe('a duration', () => {
  test.each([
    ['PT1S', 1000],
    ['PT48H', 172_800_000],
    ['P1D', 86_400_000],
    ['P2W', 1_209_600_000],
    ['P1DT12H30M', 131_400_000],
  ])('%s has %i milliseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each(['', 'P', 'PT', 'P1M', 'P1Y', '1D', 'P1D ', 'PT1.5H', 'P-1D', 'P1DT', `P${'1'.repeat(50)}D`])(
    'is not "%s"',
    (text) => {
      expect(() => parseDuration(text)).toThrow(expect.objectContaining({ code: 'invalid-duration' }));
    },
  );
});

describe('an instant', () => {
  test('is written with the offset of China, as the same instant Intl shows there', () => {
    const inChina = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Shanghai',
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const text = formatInstant(date.getTime());
          expect(text.slice(0, 19)).toBe(inChina.format(date).replace(' ', 'T'));
          expect(Date.parse(text)).toBe(date.getTime());
          expect(readInstant(text)).toBe(date.getTime());
        },
      ),
    );
    expect(formatInstant(Date.parse('2022-11-23T16:00:00Z'))).toBe('2022-11-24T00:00:00+08:00');
    expect(formatInstant(Date.parse('2022-11-23T16:00:00.007Z'))).toBe('2022-11-24T00:00:00.007+08:00');
  });

  test('of any year is the one ECMAScript reads', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
        expect(readInstant(date.toISOString())).toBe(date.getTime());
      }),
    );
    for (const edge of ['1899-12-31', '1900-01-01', '2000-02-29', '2099-12-31', '2100-01-01', '2100-03-01']) {
      expect(readInstant(`${edge}T00:00:00Z`)).toBe(Date.parse(`${edge}T00:00:00Z`));
    }
  });

  test.each(['2022-11-24', '2022-11-24T08:00:00', '2022-11-24T08:00:00+08', '2022-11-24 08:00:00+08:00', '', null, 5])(
    'is not %s, which does not say when',
    (text) => {
      expect(readInstant(text)).toBeNaN();
      expect(() => requireInstant(text)).toThrow(expect.objectContaining({ code: 'invalid-instant' }));
    },
  );
});

describe('an edge of a period', () => {
  const millisecondsOf = (edge: unknown) => (edge instanceof Instant ? edge.milliseconds : edge);

  test('is, for a day, midnight in China: the first of the day for a start, the last for an end', () => {
    expect(millisecondsOf(readEdge('2022-11-24', 'start'))).toBe(Date.parse('2022-11-23T16:00:00Z'));
    expect(millisecondsOf(readEdge('2022-11-24', 'end'))).toBe(Date.parse('2022-11-24T16:00:00Z'));
  });

  test('is an instant as it stands', () => {
    expect(millisecondsOf(readEdge('2022-11-24T08:00:00+08:00', 'end'))).toBe(Date.parse('2022-11-24T00:00:00Z'));
  });

  test('is nothing where there is none, and unknown where it cannot be read', () => {
    expect(readEdge(undefined, 'end')).toBeNull();
    expect(readEdge(null, 'start')).toBeNull();
    for (const text of ['soon', '2022-13-01', '2022-11-24T25:00:00+08:00', 7])
      expect(isUnknown(readEdge(text, 'start'))).toBe(true);
  });
});
