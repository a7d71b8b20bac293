import { describe, expect, test } from 'vitest';
import {
  checkDocument,
  documentKey,
  documentRuleText,
  documentTypes,
  normaliseDocumentNumber,
  type DocumentType,
} from './index.ts';

const today = '2026-11-24';
const rule = (documentType: DocumentType, number: string, issuingCountry?: string) =>
  checkDocument(
    {
      documentType,
      documentNumber: normaliseDocumentNumber(number),
      ...(issuingCountry === undefined ? {} : { issuingCountry }),
    },
    today,
  );

/** ISO 7064 MOD 11-2 by its recursive method (§ 7.1): other arithmetic than the weights of GB 11643. */
function withCheckCharacter(digits: string): string {
  let product = 0;
  for (const digit of digits) product = ((product + Number(digit)) * 2) % 11;
  const check = (12 - product) % 11;
  return digits + (check === 10 ? 'X' : String(check));
}

describe('a resident identity number (GB 11643-1999)', () => {
  test.each(['11010519491231002X', '440524188001010014'])('of the examples in the standard exists: %s', (number) => {
    expect(rule('10', number)).toBeUndefined();
  });

  test.each([
    ['a lower-case x', '11010519491231002x'],
    ['spaces between the groups', '110105 19491231 002X'],
    ['hyphens', '110105-19491231-002X'],
    ['spaces around it', ' 11010519491231002X '],
  ])('may be written with %s', (_how, number) => {
    expect(rule('10', number)).toBeUndefined();
  });

  test('has exactly one right check character', () => {
    const right = [...'0123456789X'].filter((check) => rule('10', `11010519491231002${check}`) === undefined);
    expect(right).toEqual(['X']);
  });

  test.each(Array.from({ length: 17 }, (_, position) => position))(
    'is refused when its digit %i is another, by its date or its check character',
    (position) => {
      const digits = [...'11010519491231002X'];
      digits[position] = String((Number(digits[position]) % 9) + 1);
      expect(['birth-date', 'check-character']).toContain(rule('10', digits.join('')));
    },
  );

  test.each([
    ['13 months', '110105194913310020'],
    ['30 February', '110105194902300020'],
    ['29 February in a year without one', '110105194902290020'],
    ['29 February in a century without one', '110105190002290020'],
    ['day 0', '110105194912000020'],
    ['month 0', '110105194900010020'],
    ['a day that has not come', '110105202611250020'],
    ['a year before the last people were born', '110105187912310020'],
  ])('with %s is told its birth date although its check character is right', (_what, number) => {
    expect(rule('10', withCheckCharacter(number.slice(0, 17)))).toBe('birth-date');
  });

  test('with 29 February in a leap year exists, and so does one born today', () => {
    expect(rule('10', withCheckCharacter('11010519480229002'))).toBeUndefined();
    expect(rule('10', withCheckCharacter('11010520000229002'))).toBeUndefined();
    expect(rule('10', withCheckCharacter('11010520261124002'))).toBeUndefined();
  });

  test.each(['810000', '820000', '830000'])('of a residence permit begins with %s', (prefix) => {
    expect(rule('10', withCheckCharacter(`${prefix}19900101001`))).toBeUndefined();
  });

  test.each([
    ['length', 'fifteen digits of before 1999', '110105491231002'],
    ['length', 'nothing', ''],
    ['length', 'nineteen characters', '11010519491231002XX'],
    ['characters', 'an X in the middle', '1101051949123100X2'],
    ['characters', 'full-width digits', '\uff11\uff11010519491231002X'],
    ['characters', 'a leading zero', '01010519491231002X'],
  ])('is told its %s: %s', (what, _why, number) => {
    expect(rule('10', number)).toBe(what);
  });
});

describe('another document', () => {
  test.each<[DocumentType, string, string?]>([
    ['14', 'H12345678'],
    ['14', 'M1234567801'],
    ['14', 'h12345678 (01)'],
    ['15', '12345678'],
    ['16', '1234567890(B)'],
    ['16', 'T12345678'],
    ['20', 'L898902C3', 'UTO'],
    ['20', 'AB123', 'GBR'],
    ['20', 'E12345678', 'CHN'],
    ['20', 'EA1234567', 'CHN'],
    ['20', '141234567', 'CHN'],
    ['34', 'CAN110081041818'],
    ['99', 'T370123456'],
  ])('of type %s exists: %s', (type, number, country) => {
    expect(rule(type, number, country)).toBeUndefined();
  });

  test('of a permanent resident has 18 characters with the check of GB 11643', () => {
    const number = withCheckCharacter('93701241990010101');
    // Characters 7 to 14 are no date here: 19900101 has to stand there.
    expect(rule('34', number)).toBe('birth-date');
    const right = withCheckCharacter('93712419900101001');
    expect(rule('34', right)).toBeUndefined();
    const wrong = right.slice(0, 17) + (right[17] === '1' ? '2' : '1');
    expect(rule('34', wrong)).toBe('check-character');
    expect(rule('34', withCheckCharacter('83712419900101001'))).toBe('characters');
  });

  test.each<[string, DocumentType, string, string?]>([
    ['length', '14', 'H1234567'],
    ['length', '14', 'H123456780'],
    ['characters', '14', 'A12345678'],
    ['characters', '14', 'H1234567B'],
    ['length', '15', '1234567'],
    ['characters', '15', '1234567A'],
    ['length', '16', '123456'],
    ['characters', '16', 'ABCDEFGH'],
    ['length', '20', 'A123456789', 'GBR'],
    ['characters', '20', 'ABCDEFGH', 'GBR'],
    ['characters', '20', 'L898902<3', 'UTO'],
    ['issuing-country', '20', 'L898902C3'],
    ['length', '20', 'E1234567', 'CHN'],
    ['characters', '20', 'ABC123456', 'CHN'],
    ['length', '34', 'CAN11008104181'],
    ['characters', '34', 'CA1110081041818'],
    ['length', '99', 'T37012345'],
    ['characters', '99', '1370123456'],
  ])('is told its %s: type %s, %s', (what, type, number, country) => {
    expect(rule(type, number, country)).toBe(what);
  });
});

describe('the key of a document', () => {
  const key = (documentType: DocumentType, documentNumber: string, issuingCountry?: string) =>
    documentKey({ documentType, documentNumber, ...(issuingCountry === undefined ? {} : { issuingCountry }) });

  test('of a resident card is the one that rows of the first version have', () => {
    expect(key('10', '11010519491231002X')).toBe('10:11010519491231002X');
  });

  test('is the same for a permit of another renewal count', () => {
    expect(key('14', 'H1234567800')).toBe(key('14', 'H12345678'));
    expect(key('14', 'H1234567803')).toBe('14:H12345678');
    expect(key('14', 'H1234567900')).not.toBe(key('14', 'H12345678'));
  });

  test('of a passport holds its country: two countries may print one number', () => {
    expect(key('20', 'AB1234567', 'GBR')).not.toBe(key('20', 'AB1234567', 'FRA'));
  });

  test('differs between types', () => {
    expect(key('15', '12345678')).not.toBe(key('20', '12345678', 'TWN'));
  });
});

test('every rule of every type is a sentence in both languages that repeats no number', () => {
  for (const type of Object.keys(documentTypes) as DocumentType[]) {
    for (const what of ['length', 'characters', 'birth-date', 'check-character', 'issuing-country'] as const) {
      const { zh, en } = documentRuleText(type, what);
      expect(zh).toMatch(/^\p{Script=Han}.*。$/u);
      expect(en).toMatch(/^[A-Z][ -~]+\.$/);
      expect(zh + en).not.toMatch(/\d{3}/);
    }
  }
  expect(documentRuleText('14', 'characters').en).toContain('H or M');
});
