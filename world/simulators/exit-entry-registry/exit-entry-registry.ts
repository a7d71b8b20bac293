import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import {
  documentRequestShape,
  exitEntryAnswersShape,
  type DocumentAnswer,
  type DocumentReference,
  type DocumentRequest,
  type ExitEntryAnswers,
} from './shapes.ts';

/** The registry of exits and entries: does this name belong to this permit or passport, and what else is hers? */
export const exitEntryRegistry: Definition<ExitEntryAnswers> = {
  name: 'exit-entry-registry',
  canDouble: true,
  answersShape: exitEntryAnswersShape,
  noAnswers: { documents: {}, residentNumbers: {} },
  open: ({ answers, now }) => ({
    routes: {
      'POST /v1/documents/verify': route(documentRequestShape, (request): DocumentAnswer => {
        const { documentNumber } = request;
        const asOf = formatInstant(now());
        const held = answers().documents[keyOf(request)];
        if (held === undefined) return { documentNumber, result: 'unknown-document', asOf };
        if (spelling(held.name) !== spelling(request.name)) return { documentNumber, result: 'name-mismatch', asOf };
        const { nationality } = held;
        const samePerson = othersOf(answers(), keyOf(request), held.personKey);
        return {
          documentNumber,
          result: 'match',
          ...(nationality !== undefined && { nationality }),
          ...(samePerson.length > 0 && { samePerson }),
          asOf,
        };
      }),
    },
  }),
};

/** A travel permit is known by its lifelong nine characters; the two after them count its renewals. */
function keyOf({ documentType, documentNumber, issuingCountry }: DocumentRequest): string {
  if (documentType === '20') return `20:${issuingCountry ?? 'CHN'}:${documentNumber}`;
  return `${documentType}:${documentType === '14' ? documentNumber.slice(0, 9) : documentNumber}`;
}

/** As a machine-readable zone would have it: capitals, one space between parts; the order of the parts does not matter. */
function spelling(name: string): string {
  return name
    .toUpperCase()
    .split(/[\s<,-]+/)
    .toSorted()
    .join(' ');
}

function othersOf({ documents, residentNumbers }: ExitEntryAnswers, asked: string, personKey: string) {
  const others: DocumentReference[] = [];
  for (const [key, held] of Object.entries(documents)) {
    if (held.personKey !== personKey || key === asked) continue;
    const [documentType = '', ...rest] = key.split(':');
    const documentNumber = rest.at(-1) ?? '';
    others.push({ documentType, documentNumber, ...(rest.length > 1 && { issuingCountry: rest[0] ?? '' }) });
  }
  const resident = residentNumbers[personKey];
  if (resident !== undefined) others.push({ documentType: '10', documentNumber: resident });
  return others;
}
