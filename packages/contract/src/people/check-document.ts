import type { Bilingual } from '../schemas/basics.ts';
import { chinesePassport, definitionOf, type DocumentType } from './document-types.ts';
import { checkCharacterOf, isBirthDate } from './gb11643.ts';

/** Which document: what names it, without whose it is. */
export interface DocumentReference {
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  /** ISO 3166-1 alpha-3 as in a passport's machine-readable zone; for passports only. */
  readonly issuingCountry?: string;
}

/** What is wrong with a number. The words are stable; the sentences are {@link documentRuleText}. */
export type DocumentRule = 'length' | 'characters' | 'birth-date' | 'check-character' | 'issuing-country';

const ruleTexts: Readonly<Record<DocumentRule, Bilingual>> = {
  length: { zh: '证件号码的位数不对。', en: 'The number is too long or too short.' },
  characters: {
    zh: '证件号码里有不应出现的字符,或字符的位置不对。',
    en: 'The number has a character that does not belong there.',
  },
  'birth-date': {
    zh: '号码第 7 至 14 位的出生日期不存在。',
    en: 'The birth date in the 7th to 14th character does not exist.',
  },
  'check-character': {
    zh: '号码的最后一位与前面的数字不符,可能有一位填错。',
    en: 'The last character does not fit the others; one of them is probably wrong.',
  },
  'issuing-country': { zh: '请填写护照的签发国家或地区。', en: 'Say which country issued the passport.' },
};

/** The sentence for who typed the number: what is wrong, and what a number of this type looks like. */
export function documentRuleText(type: DocumentType, rule: DocumentRule): Bilingual {
  const what = ruleTexts[rule];
  if (rule !== 'length' && rule !== 'characters') return what;
  const { looks } = definitionOf(type);
  return { zh: what.zh + looks.zh, en: `${what.en} ${looks.en}` };
}

/** Upper case, without the spaces, hyphens and brackets that people put between groups of characters. */
export function normaliseDocumentNumber(text: string): string {
  return text.replaceAll(/[\s()（）·-]/g, '').toUpperCase();
}

/**
 * What is wrong with a normalised number, or undefined when it can exist on `today` (YYYY-MM-DD). Addresses in resident numbers are
 * not looked up: cards keep codes of divisions that have been dissolved since, and 810000 to 830000 are residence permits.
 */
export function checkDocument(
  { documentType, documentNumber, issuingCountry }: DocumentReference,
  today: string,
): DocumentRule | undefined {
  const { forms, byCountry } = definitionOf(documentType);
  const { length } = documentNumber;
  const form = forms.find(({ shortest, longest }) => length >= shortest && length <= longest);
  if (form === undefined) return 'length';
  if (!form.pattern.test(documentNumber)) return 'characters';
  if (byCountry === true && issuingCountry === undefined) return 'issuing-country';
  if (issuingCountry === 'CHN' && !chinesePassport.test(documentNumber)) return length === 9 ? 'characters' : 'length';
  if (form.checked !== true) return undefined;
  if (!isBirthDate(documentNumber.slice(6, 14), today)) return 'birth-date';
  return checkCharacterOf(documentNumber.slice(0, 17)) === documentNumber[17] ? undefined : 'check-character';
}

/**
 * The text under which a document is found again, the same for every print of it: a permit with another renewal count names the
 * same person, and a passport number counts within its country.
 */
export function documentKey(reference: DocumentReference): string {
  const { documentType, issuingCountry } = reference;
  const country = definitionOf(documentType).byCountry === true ? `${issuingCountry ?? 'CHN'}:` : '';
  return `${documentType}:${country}${lifelongNumber(reference)}`;
}

/** The number without the digits that count renewals: what other systems know somebody by. */
export function lifelongNumber({ documentType, documentNumber }: DocumentReference): string {
  return documentNumber.slice(0, definitionOf(documentType).keyLength);
}
