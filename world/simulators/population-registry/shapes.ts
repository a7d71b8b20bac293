import { mapOf, oneOf, optional, record, type Infer } from '../shape.ts';
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

/** What `PUT /answers` loads: the residents by identity number. */
export const registryAnswersShape = record({
  residents: mapOf(documentNumber, record({ name: personName, residenceDivision: optional(division) })),
});

export type RegistryAnswers = Infer<typeof registryAnswersShape>;
