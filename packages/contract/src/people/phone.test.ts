import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { schemas } from '../index.ts';
import { domesticPhone, isMainlandPhone, parsePhone } from './index.ts';

describe('a phone', () => {
  test.each([
    ['19900000001', '+8619900000001'],
    ['199 0000 0001', '+8619900000001'],
    ['+86 199-0000-0001', '+8619900000001'],
    ['008619900000001', '+8619900000001'],
    ['+852 6123 4567', '+85261234567'],
    ['+44 7700 900123', '+447700900123'],
    ['+1 (202) 555-0143', '+12025550143'],
  ])('written %s is %s (E.164)', (typed, phone) => {
    expect(parsePhone(typed)).toBe(phone);
  });

  test.each([
    ['a land line', '05311234567'],
    ['ten digits', '1990000000'],
    ['an unallotted mainland prefix', '+8612900000001'],
    ['a mainland land line', '+8653112345678'],
    ['no country', '7700900123'],
    ['a country that begins with 0', '+0123456789'],
    ['sixteen digits', '+1234567890123456'],
    ['letters', '+44abc'],
    ['nothing', ''],
  ])('is refused: %s', (_why, typed) => {
    expect(parsePhone(typed)).toBeUndefined();
  });

  test('is written in 11 digits at home and with its country abroad', () => {
    expect(domesticPhone('+8619900000001')).toBe('19900000001');
    expect(domesticPhone('+447700900123')).toBe('+447700900123');
    expect([isMainlandPhone('+8619900000001'), isMainlandPhone('+85261234567')]).toEqual([true, false]);
  });

  test.each(['19900000001', '+8619900000001', '+447700900123', '+85261234567'])(
    'that the contract admits can be read: %s',
    (text) => {
      expect(Value.Check(schemas.Phone, text)).toBe(true);
      expect(parsePhone(text)).toBeDefined();
    },
  );

  test.each(['008619900000001', '+8653112345678', '+86 19900000001', '29900000001', '+0123456789'])(
    'is not admitted by the contract: %s',
    (text) => {
      expect(Value.Check(schemas.Phone, text)).toBe(false);
    },
  );
});
