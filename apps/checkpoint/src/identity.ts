import { people } from '@tongxing/contract';
import type { Bilingual } from './words/language.ts';

/** Who somebody is by her document, as a guard types it. */
export interface TypedIdentity {
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly name: string;
  /** Of a passport: ISO 3166-1 alpha-3. */
  readonly country: string;
  /** Of who is registered by hand; may be empty. */
  readonly phone: string;
}

export type DocumentType = '10' | '14' | '15' | '16' | '20' | '34';

/** The documents that a guard may be shown, by the names that the contract gives them. */
export const documentNames: readonly (readonly [type: DocumentType, name: Bilingual])[] = (
  ['10', '14', '15', '16', '20', '34'] as const
).map((type) => [type, people.documentTypes[type].name]);

export interface ReadIdentity {
  readonly documentType: DocumentType;
  readonly documentNumber: string;
  readonly name: string;
  readonly issuingCountry?: string;
}

/**
 * Reads what was typed as the node would, so that nothing waits on the device that the node cannot take.
 * @param day YYYY-MM-DD
 * @returns what it says, or what is wrong with it
 */
export function readIdentity(
  typed: TypedIdentity,
  day: string,
): { readonly identity: ReadIdentity; readonly phone: string | null } | { readonly wrong: Bilingual } {
  const read = readDocument(typed, day);
  if ('wrong' in read) return read;
  const { name: typedName, phone } = typed;
  const name = people.readPersonName(typedName);
  if (name === undefined || name.length > 40) return { wrong: wrongName };
  const reached = phone.trim() === '' ? null : people.parsePhone(phone.replaceAll(/[\s-]/g, ''));
  if (reached === undefined) return { wrong: wrongPhone };
  return { identity: { ...read.document, name }, phone: reached };
}

/** The document alone of what was typed. */
export function readDocument(
  { documentType, documentNumber, country }: Omit<TypedIdentity, 'name' | 'phone'>,
  day: string,
): { readonly document: Omit<ReadIdentity, 'name'> } | { readonly wrong: Bilingual } {
  const number = people.normaliseDocumentNumber(documentNumber);
  const issuing = documentType === '20' && /^[A-Z]{3}$/.test(country) ? { issuingCountry: country } : {};
  const document = { documentType, documentNumber: number, ...issuing };
  const rule = people.checkDocument(document, day);
  return rule === undefined ? { document } : { wrong: people.documentRuleText(documentType, rule) };
}

const wrongName: Bilingual = {
  zh: '请照证件填写姓名,不要有括号和符号。',
  en: 'Write the name as on the document, without brackets or signs.',
};
const wrongPhone: Bilingual = {
  zh: '手机号不对。没有手机的可以不填。',
  en: 'The phone number is not right. Leave it out for who has none.',
};
