import { list, mapOf, oneOf, optional, record, type Infer } from '../shape.ts';
import { askedDocumentNumber, division, healthNumber, identifier, instant, line, type Finding } from '../wire.ts';

/** One nucleic-acid test; `pool` is a tube of ten or twenty, where a negative says the same of each. */
export const natResultShape = record({
  result: oneOf('negative', 'positive'),
  sampledAt: instant,
  reportedAt: instant,
  /** The `id` of an institution. */
  institution: identifier,
  method: oneOf('single', 'pool'),
});

export type NatResult = Infer<typeof natResultShape>;

/** The request of `POST /v1/results/query`; `since` is the earliest sampling. */
export const resultsRequestShape = record({ documentNumber: askedDocumentNumber, since: optional(instant) });

/** The answer of `POST /v1/results/query`: the latest sample first, nothing before it is reported. */
export interface ResultsAnswer {
  documentNumber: string;
  result: Finding;
  results: NatResult[];
  asOf: string;
}

/** A place where one can be tested, with its booking telephone. */
export const institutionShape = record({ id: identifier, name: line, division, address: line, phone: line });

/** The answer of `GET /v1/institutions`. */
export interface InstitutionsAnswer {
  institutions: Infer<typeof institutionShape>[];
  asOf: string;
}

/** Results by identity number: what `PUT /answers` loads here, and the national platform's part of the same. */
export const resultsByPersonShape = mapOf(healthNumber, list(natResultShape, 200));

/** What `PUT /answers` loads. */
export const laboratoryAnswersShape = record({
  results: resultsByPersonShape,
  institutions: list(institutionShape, 5_000),
});

export type LaboratoryAnswers = Infer<typeof laboratoryAnswersShape>;
