import { list, mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { askedDocumentNumber, division, documentNumber, personName } from '../wire.ts';

/** The request of `POST /v1/identity/verify`. The registry holds resident identity cards only. */
export const verifyRequestShape = record({
  documentType: oneOf('10'),
  documentNumber: askedDocumentNumber,
  name: personName,
});

/** The answer of `POST /v1/identity/verify`. */
export interface VerifyAnswer {
  documentNumber: string;
  result: 'match' | 'name-mismatch' | 'unknown-document';
  /** County or district, only with a match: who cannot name a person learns nothing of her. */
  residenceDivision?: string;
  asOf: string;
}

/** The request of `POST /v1/children/verify`: 10 is the child's resident number, 99 its birth certificate's. */
export const childRequestShape = record({
  guardianNumber: askedDocumentNumber,
  documentType: oneOf('10', '99'),
  documentNumber: askedDocumentNumber,
  name: personName,
});

/** The answer of `POST /v1/children/verify`. */
export interface ChildAnswer {
  guardianNumber: string;
  documentNumber: string;
  result: 'child' | 'not-confirmed';
  /** YYYY-MM-DD, only of a confirmed child. */
  born?: string;
  residenceDivision?: string;
  asOf: string;
}

const birthCertificate = text(/^[A-Z]\d{9}$/, 'a birth certificate: a letter and nine digits');
const birthday = text(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day such as 2018-06-01');

const childShape = record({
  name: personName,
  documentNumber: optional(documentNumber),
  birthCertificate: optional(birthCertificate),
  born: birthday,
});

/** What `PUT /answers` loads: the residents by identity number, and the children in their household registers. */
export const registryAnswersShape = record({
  residents: mapOf(documentNumber, record({ name: personName, residenceDivision: optional(division) })),
  households: optional(mapOf(documentNumber, list(childShape, 20))),
});

export type RegistryAnswers = Infer<typeof registryAnswersShape>;
