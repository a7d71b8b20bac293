import { describe, expect, test } from 'vitest';
import * as cast from './cast.ts';
import { checkCharacter, isDocumentNumber } from './document-number.ts';
import { makePerson, type Person } from './person.ts';

describe('an identity number', () => {
  test('has the check character of the examples in GB 11643-1999', () => {
    expect(checkCharacter('11010519491231002')).toBe('X');
    expect(checkCharacter('44052418800101001')).toBe('4');
  });

  test.each([
    ['a wrong check character', '110105194912310021'],
    ['a birth date that does not exist', '110105194902300021'],
    ['a small x', '11010519491231002x'],
    ['seventeen characters', '11010519491231002'],
    ['a text around it', ' 11010519491231002X'],
  ])('is refused with %s', (_, text) => {
    expect(isDocumentNumber('11010519491231002X')).toBe(true);
    expect(isDocumentNumber(text)).toBe(false);
  });

  test('is refused with a thirtieth of February whose check character is right', () => {
    const body = '11010519490230002';
    expect(isDocumentNumber(body + checkCharacter(body))).toBe(false);
  });
});

describe('a person who does not exist', () => {
  test('is the same for the same seed and another for another', () => {
    const seed = { seed: 42, division: '140105' };
    expect(makePerson(seed)).toEqual(makePerson(seed));
    expect(makePerson({ seed: 43, division: '140105' }).documentNumber).not.toBe(makePerson(seed).documentNumber);
  });

  test('carries division, birthday and sex in the number', () => {
    const { documentNumber } = makePerson({ seed: 5, division: '370102', born: '1975-09-03', sex: 'male' });
    expect(documentNumber).toMatch(/^37010219750903(997|999)[\dX]$/);
    expect(isDocumentNumber(documentNumber)).toBe(true);
  });

  test('is never somebody: sequence 996 to 999 and a telephone of the unallotted range', () => {
    for (const { documentNumber, phone, sex } of people(2_000)) {
      expect(isDocumentNumber(documentNumber)).toBe(true);
      expect(documentNumber.slice(14, 17)).toMatch(sex === 'male' ? /^99[79]$/ : /^99[68]$/);
      expect(phone).toMatch(/^154\d{8}$/);
    }
  });

  test('shares neither number nor telephone with the other 20,000 of a division', () => {
    const all = people(20_000);
    expect(new Set(all.map((person) => person.documentNumber)).size).toBe(20_000);
    expect(new Set(all.map((person) => person.phone)).size).toBe(20_000);
  });

  test('is in the cast only once', () => {
    const everybody = Object.values(cast).filter((member): member is Person => 'residenceDivision' in Object(member));
    expect(everybody.length).toBeGreaterThan(6);
    expect(new Set(everybody.map((person) => person.documentNumber)).size).toBe(everybody.length);
    expect(everybody.every((person) => isDocumentNumber(person.documentNumber))).toBe(true);
  });
});

function people(count: number): Person[] {
  return Array.from({ length: count }, (_, seed) => makePerson({ seed, division: '140105' }));
}
