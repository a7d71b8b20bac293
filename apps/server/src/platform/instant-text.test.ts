import { describe, expect, it } from 'vitest';
import { readInstant } from './instant-text.ts';

describe('an instant as PostgreSQL writes it in UTC', () => {
  // The expected values are ECMAScript's own reading of the same instant (RFC 3339).
  it.each([
    ['2026-11-24 08:00:00+00', '2026-11-24T08:00:00.000Z'],
    ['2026-11-24 08:00:00.1+00', '2026-11-24T08:00:00.100Z'],
    ['2026-11-24 08:00:00.12+00', '2026-11-24T08:00:00.120Z'],
    ['2026-11-24 08:00:00.123+00', '2026-11-24T08:00:00.123Z'],
    ['2026-11-24 08:00:00.123999+00', '2026-11-24T08:00:00.123Z'],
    ['2024-02-29 23:59:59.999+00', '2024-02-29T23:59:59.999Z'],
    ['0100-01-01 00:00:00+00', '0100-01-01T00:00:00.000Z'],
    ['9999-12-31 23:59:59.999+00', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(readInstant(text)).toEqual(new Date(expected));
  });

  it.each([
    'infinity',
    '-infinity',
    '2026-11-24 16:00:00+08',
    '2026-11-24 13:30:00+05:30',
    '2026-11-24 08:00:00-00',
    '12026-11-24 08:00:00+00',
    '0044-03-15 12:00:00+00 BC',
    '0044-03-15 12:00:00+00',
    '',
  ])('%s, written in another way or long ago, is left to who reads all of them', (text) => {
    expect(readInstant(text)).toBeUndefined();
  });
});
