import { list, mapOf, oneOf, optional, record, text, variants, type Infer } from '../shape.ts';
import { askedDocumentNumber, healthNumber, instant, type Finding } from '../wire.ts';

const period = { since: instant, until: optional(instant) };

/** A case, or a contact of one; `until` is the day the commission set for its end. */
export const healthRecordShape = variants('kind', {
  case: record({
    kind: oneOf('case'),
    state: oneOf('confirmed', 'suspected', 'asymptomatic', 'discharged'),
    ...period,
  }),
  contact: record({ kind: oneOf('contact'), degree: oneOf('close', 'secondary', 'companion'), ...period }),
});

export type HealthRecord = Infer<typeof healthRecordShape>;

/** The request of `POST /v1/persons/query`. */
export const personsRequestShape = record({ documentNumbers: list(askedDocumentNumber, 100) });

/** The answer of `POST /v1/persons/query`, in the order of the question. */
export interface PersonsAnswer {
  persons: { documentNumber: string; result: Finding; records: HealthRecord[] }[];
  asOf: string;
}

/** The query of `GET /v1/changes`; without `since`, from the beginning. */
export const changesRequestShape = record({
  since: optional(text(/^[0-9a-f]{8}-\d{1,12}$/, 'a cursor that an answer gave')),
});

/** The answer of `GET /v1/changes`: at most 100 changes, oldest first. */
export interface ChangesAnswer {
  /** All records of a person as they stand since `at`; none where the last one was taken back. */
  changes: { documentNumber: string; records: HealthRecord[]; at: string }[];
  /** What to ask with next time. */
  next: string;
  /** Whether there is more to have at once. */
  more: boolean;
  asOf: string;
}

/** What `PUT /answers` loads: the records by identity number. Everybody else has none. */
export const commissionAnswersShape = record({ persons: mapOf(healthNumber, list(healthRecordShape, 50)) });

export type CommissionAnswers = Infer<typeof commissionAnswersShape>;
