import { describe, expect, it } from 'vitest';
import { withCheckCharacter } from '../../../test/people.ts';
import { isResidentNumber, normaliseDocumentNumber } from './document.ts';

const today = '2026-11-24';
const exists = (number: string) => isResidentNumber(normaliseDocumentNumber(number), today);

describe('a resident identity number (GB 11643-1999)', () => {
  it.each(['11010519491231002X', '440524188001010014'])('of the examples in the standard exists: %s', (number) => {
    expect(exists(number)).toBe(true);
  });

  it.each([
    ['a lower-case x', '11010519491231002x'],
    ['spaces between the groups', '110105 19491231 002X'],
    ['spaces around it', ' 11010519491231002X '],
  ])('may be written with %s', (_how, number) => {
    expect(exists(number)).toBe(true);
  });

  it('has exactly one right check character', () => {
    const right = [...'0123456789X'].filter((check) => exists(`11010519491231002${check}`));
    expect(right).toEqual(['X']);
  });

  it.each(Array.from({ length: 17 }, (_, position) => position))(
    'is refused when its digit %i is another',
    (position) => {
      const digits = [...'11010519491231002X'];
      digits[position] = String((Number(digits[position]) + 1) % 10);
      expect(exists(digits.join(''))).toBe(false);
    },
  );

  it.each([
    ['13 months', '110105194913310020'],
    ['30 February', '110105194902300020'],
    ['29 February in a year without one', '110105194902290020'],
    ['day 0', '110105194912000020'],
    ['month 0', '110105194900010020'],
    ['a day that has not come', '110105202611250020'],
    ['a year before the last people were born', '110105187912310020'],
  ])('with %s as birth date is refused although its check character is right', (_what, number) => {
    expect(exists(withCheckCharacter(number.slice(0, 17)))).toBe(false);
  });

  it('with 29 February in a leap year exists, and so does one born today', () => {
    expect(exists(withCheckCharacter('11010519480229002'))).toBe(true);
    expect(exists(withCheckCharacter('11010520261124002'))).toBe(true);
  });

  it.each([
    ['fifteen digits of before 1999', '110105491231002'],
    ['an X in the middle', '1101051949123100X2'],
    ['full-width digits', '\uff11\uff11010519491231002X'],
    ['a leading zero', '01010519491231002X'],
    ['nothing', ''],
    ['nineteen characters', '11010519491231002XX'],
  ])('is not %s', (_what, number) => {
    expect(exists(number)).toBe(false);
  });
});
