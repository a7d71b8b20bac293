import type { Bilingual } from '../schemas/basics.ts';

/** What the machine-readable zone of a passport says (ICAO Doc 9303-4, TD3). Dates as printed, YYMMDD. */
export interface MachineReadableZone {
  readonly issuingCountry: string;
  /** Surname, then given names, as transliterated. */
  readonly name: string;
  readonly documentNumber: string;
  readonly nationality: string;
  readonly birthDate: string;
  readonly expiryDate: string;
}

export type MrzRule = 'length' | 'characters' | 'check-digit';

/** What is wrong with a scan, for who holds the passport. `another-document`: the scan and what was typed differ. */
export const mrzRuleTexts: Readonly<Record<MrzRule | 'another-document', Bilingual>> = {
  length: {
    zh: '扫描的两行应各有 44 个字符,请重新扫描。',
    en: 'The two scanned lines should have 44 characters each; scan again.',
  },
  characters: {
    zh: '扫描内容不是护照资料页下方的两行,请重新扫描。',
    en: 'The scan is not the two lines at the foot of a passport page; scan again.',
  },
  'check-digit': {
    zh: '扫描内容的校验位不符,可能有字符没有认对,请重新扫描。',
    en: 'A check digit in the scan does not fit: a character was probably misread; scan again.',
  },
  'another-document': {
    zh: '扫描内容与填写的护照号码或签发国家不同,请核对。',
    en: 'The scan shows another number or country than you entered; compare them.',
  },
};

const weights = [7, 3, 1];

/** Check digit of ICAO Doc 9303-3 §4.9: digits as they are, A to Z as 10 to 35, `<` as 0, weighted 7 3 1, modulo 10. */
export function checkDigitOf(text: string): string {
  let sum = 0;
  for (let i = 0; i < text.length; i += 1) {
    const value = text[i] === '<' ? 0 : Number.parseInt(text.charAt(i), 36);
    sum += value * (weights[i % 3] as number);
  }
  return String(sum % 10);
}

/** Reads both lines of a scanned passport, with or without a break between them, or says which rule they break. */
export function readMrz(text: string): MachineReadableZone | MrzRule {
  const zone = text.replaceAll(/\s/g, '');
  if (zone.length !== 88) return 'length';
  if (!/^P[A-Z<]{43}$/.test(zone.slice(0, 44)) || !/^[A-Z0-9<]{44}$/.test(zone.slice(44))) {
    return 'characters';
  }
  const line = zone.slice(44);
  const proved: readonly [string, string | undefined][] = [
    [line.slice(0, 9), line[9]],
    [line.slice(13, 19), line[19]],
    [line.slice(21, 27), line[27]],
    // An unused personal number may have < in place of its 0.
    [line.slice(28, 42), line[42] === '<' && /^<+$/.test(line.slice(28, 42)) ? '0' : line[42]],
    [line.slice(0, 10) + line.slice(13, 20) + line.slice(21, 43), line[43]],
  ];
  if (proved.some(([content, digit]) => checkDigitOf(content) !== digit)) return 'check-digit';
  return {
    issuingCountry: countryOf(zone.slice(2, 5)),
    name: zone.slice(5, 44).replaceAll(/<+/g, ' ').trim(),
    documentNumber: unfilled(line.slice(0, 9)),
    nationality: countryOf(line.slice(10, 13)),
    birthDate: line.slice(13, 19),
    expiryDate: line.slice(21, 27),
  };
}

function unfilled(text: string): string {
  return text.replace(/<+$/, '');
}

/** Germany prints D; everybody else the three letters of ISO 3166-1. */
function countryOf(text: string): string {
  const country = unfilled(text);
  return country === 'D' ? 'DEU' : country;
}
