import { labelNumber, people } from '@tongxing/contract';
import { isHealthCode } from '../reading.ts';
import type { SampledPerson } from './collection.ts';

/** What a scanner or a reader has read at a collecting point. */
export type ReadText =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'document'; readonly person: Exclude<SampledPerson, { text: string }> }
  | { readonly kind: 'label'; readonly number: string }
  | { readonly kind: 'other' };

const residentNumber = /(?<!\d)\d{17}[\dX](?![\dX])/;

/**
 * A health code, a document or the label of a tube or a box. Readers type the number of a resident's card (GB 11643) with the name, in
 * an order of their own, and of a passport its two lines (ICAO Doc 9303-4).
 * @param day YYYY-MM-DD, in China
 */
export function readText(text: string, day: string): ReadText {
  if (isHealthCode(text)) return { kind: 'code', text };
  const upper = text.trim().toUpperCase();
  const [documentNumber] = residentNumber.exec(upper) ?? [];
  if (documentNumber !== undefined) {
    const person = { documentType: '10' as const, documentNumber };
    return people.checkDocument(person, day) === undefined ? { kind: 'document', person } : { kind: 'other' };
  }
  const passport = people.readMrz(upper);
  if (typeof passport === 'object') {
    const person = { ...passport, documentType: '20' as const };
    const { documentType, documentNumber: number, issuingCountry } = person;
    if (people.checkDocument(person, day) !== undefined) return { kind: 'other' };
    return { kind: 'document', person: { documentType, documentNumber: number, issuingCountry } };
  }
  return labelNumber.test(upper) ? { kind: 'label', number: upper } : { kind: 'other' };
}
