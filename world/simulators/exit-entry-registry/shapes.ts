import { mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { askedDocumentNumber, documentNumber, identifier, personName } from '../wire.ts';

const documentType = oneOf('14', '15', '16', '20', '34');
const country = text(/^[A-Z]{3}$/, 'a country of three letters (ISO 3166-1 alpha-3)');

/** The request of `POST /v1/documents/verify`; `issuingCountry` for passports only. */
export const documentRequestShape = record({
  documentType,
  documentNumber: askedDocumentNumber,
  name: personName,
  issuingCountry: optional(country),
});

export type DocumentRequest = Infer<typeof documentRequestShape>;

/** Which document: what names it, without whose it is. */
export interface DocumentReference {
  documentType: string;
  documentNumber: string;
  issuingCountry?: string;
}

/** The answer of `POST /v1/documents/verify`; who cannot name a person learns nothing more of her. */
export interface DocumentAnswer {
  documentNumber: string;
  result: 'match' | 'name-mismatch' | 'unknown-document';
  nationality?: string;
  /** Other documents of the same person: earlier passports, the resident number. */
  samePerson?: DocumentReference[];
  asOf: string;
}

const heldDocument = record({
  name: personName,
  nationality: optional(country),
  /** Documents with the same key are one person's. */
  personKey: identifier,
});

/**
 * What `PUT /answers` loads: documents by type, country of a passport and number, such as `20:GBR:123456789` or `14:H12345678`;
 * and the resident numbers of those who have one, by the person's key.
 */
export const exitEntryAnswersShape = record({
  documents: mapOf(
    text(/^(14|15|16|34|20:[A-Z]{3}):[0-9A-Z]{5,18}$/, 'a type, for a passport its country, and a number'),
    heldDocument,
  ),
  residentNumbers: mapOf(identifier, documentNumber),
});

export type ExitEntryAnswers = Infer<typeof exitEntryAnswersShape>;
