import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';

const day = '2026-11-24';
/** The specimen of ICAO Doc 9303-4, appendix A. */
const specimen = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];

describe('what is read at a collecting point', () => {
  // 11010519491231002X is the example of GB 11643-1999.
  it.each([
    ['a health code', 'TX1:ABC', { kind: 'code', text: 'TX1:ABC' }],
    ['a code on paper', 'TXP1:ABC', { kind: 'code', text: 'TXP1:ABC' }],
    ['a card, number first', '11010519491231002X 王秀英', document('10', '11010519491231002X')],
    ['a card, name first, in small letters', '王秀英 11010519491231002x', document('10', '11010519491231002X')],
    ['a card that was misread', '110105194912310020 王秀英', { kind: 'other' }],
    ['a passport in two lines', specimen.join('\r\n'), { ...document('20', 'L898902C3', 'UTO') }],
    ['a passport that was misread', specimen.join('').replace('C36UTO', 'C37UTO'), { kind: 'other' }],
    ['a label', ' sx1124-000017 ', { kind: 'label', number: 'SX1124-000017' }],
    ['a label of an EAN', '6901234567892', { kind: 'label', number: '6901234567892' }],
    ['a long number, which may be somebody’s', '140105195001019', { kind: 'other' }],
    ['a payment code', 'https://pay.example/1', { kind: 'other' }],
  ])('is %s', (_, text, expected) => {
    expect(readText(text, day)).toEqual(expected);
  });

  function document(documentType: string, documentNumber: string, issuingCountry?: string) {
    const country = issuingCountry === undefined ? {} : { issuingCountry };
    return { kind: 'document', person: { documentType, documentNumber, ...country } };
  }
});
