import type { Bilingual } from '../schemas/basics.ts';

/** Who can say whether a name belongs to a document. */
export type Registry = 'population' | 'exit-entry' | 'birth';

/** One way in which a number of a type may be printed. */
interface Form {
  readonly shortest: number;
  readonly longest: number;
  /** Tested after the length, on the normalised number. */
  readonly pattern: RegExp;
  /** Birth date in characters 7 to 14 and a check character of GB 11643-1999 at the end. */
  readonly checked?: boolean;
}

interface DocumentTypeDefinition {
  readonly name: Bilingual;
  readonly registry: Registry;
  readonly forms: readonly Form[];
  /** What a number looks like, as a sentence for who types it. */
  readonly looks: Bilingual;
  /** How many characters say who somebody is; what follows counts renewals. Absent: all. */
  readonly keyLength?: number;
  /** A number is unique only within the country that issued it. */
  readonly byCountry?: true;
}

/**
 * The types of documents, by the codes of the public gate interfaces. What is printed on 16 was not found in any standard: letters
 * and digits are taken. The renewal digits of 14, the forms of 34 and the mainland passports' pattern are common knowledge that no
 * official text was found for. 99 is the number of a birth certificate: a child in a household register has a resident number (10)
 * of its own, so that the register's number, which a whole family shares, names nobody.
 */
export const documentTypes = {
  '10': {
    name: { zh: '居民身份证、港澳台居民居住证', en: 'resident identity card or residence permit' },
    registry: 'population',
    forms: [{ shortest: 18, longest: 18, pattern: /^[1-9]\d{16}[\dX]$/, checked: true }],
    looks: { zh: '号码是 17 位数字加 1 位校验码(数字或 X)。', en: 'It has 17 digits and a last digit or X.' },
  },
  '14': {
    name: { zh: '港澳居民来往内地通行证', en: 'mainland travel permit for Hong Kong and Macao residents' },
    registry: 'exit-entry',
    forms: [
      { shortest: 9, longest: 9, pattern: /^[HM]\d{8}$/ },
      { shortest: 11, longest: 11, pattern: /^[HM]\d{10}$/ },
    ],
    looks: {
      zh: '号码是 H 或 M 加 8 位数字,早期证件另有 2 位换证次数。',
      en: 'It is H or M and 8 digits; earlier cards have 2 more for the renewal.',
    },
    keyLength: 9,
  },
  '15': {
    name: { zh: '台湾居民来往大陆通行证', en: 'mainland travel permit for Taiwan residents' },
    registry: 'exit-entry',
    forms: [{ shortest: 8, longest: 8, pattern: /^\d{8}$/ }],
    looks: { zh: '号码是 8 位数字。', en: 'It has 8 digits.' },
  },
  '16': {
    name: { zh: '一次性台湾居民来往大陆通行证', en: 'one-time travel permit for Taiwan residents' },
    registry: 'exit-entry',
    forms: [{ shortest: 7, longest: 12, pattern: /^(?=.*\d{6})[A-Z0-9]+$/ }],
    looks: { zh: '号码是 7 至 12 位字母和数字。', en: 'It has 7 to 12 letters and digits.' },
  },
  '20': {
    name: { zh: '护照', en: 'passport' },
    registry: 'exit-entry',
    forms: [{ shortest: 5, longest: 9, pattern: /^(?=.*\d)[A-Z0-9]+$/ }],
    looks: { zh: '护照号码最多 9 位字母和数字。', en: 'A passport number has at most 9 letters and digits.' },
    byCountry: true,
  },
  '34': {
    name: { zh: '外国人永久居留身份证', en: 'foreign permanent resident identity card' },
    registry: 'exit-entry',
    forms: [
      { shortest: 15, longest: 15, pattern: /^[A-Z]{3}\d{12}$/ },
      { shortest: 18, longest: 18, pattern: /^9\d{16}[\dX]$/, checked: true },
    ],
    looks: {
      zh: '号码是 9 开头的 18 位,或早期证件的 3 个字母加 12 位数字。',
      en: 'It has 18 characters and begins with 9; earlier cards have 3 letters and 12 digits.',
    },
  },
  '99': {
    name: { zh: '出生医学证明', en: 'birth certificate' },
    registry: 'birth',
    forms: [{ shortest: 10, longest: 10, pattern: /^[A-Z]\d{9}$/ }],
    looks: { zh: '出生医学证明编号是 1 个字母加 9 位数字。', en: 'It is a letter and 9 digits.' },
  },
} as const satisfies Record<string, DocumentTypeDefinition>;

export type DocumentType = keyof typeof documentTypes;

/** Mainland, Hong Kong and Macao passports: nine characters that begin with one or two letters, or the earlier 14 and 15. */
export const chinesePassport = /^([A-Z]\d{8}|[A-Z]{2}\d{7}|1[45]\d{7})$/;

export function definitionOf(type: DocumentType): DocumentTypeDefinition {
  return documentTypes[type];
}

export function isDocumentType(text: string): text is DocumentType {
  return Object.hasOwn(documentTypes, text);
}
