import { people } from '@tongxing/contract';
import { Type } from 'typebox';
import type { ExitEntryRegistry } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Finding, expectSame, expectShape } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Country = Type.String({ pattern: '^[A-Z]{3}$' });
const Answer = Type.Object({
  documentNumber: Type.String(),
  result: Finding,
  nationality: Type.Optional(Country),
  samePerson: Type.Optional(
    Type.Array(
      Type.Object({
        documentType: Type.String(),
        documentNumber: Type.String({ minLength: 5, maxLength: 18 }),
        issuingCountry: Type.Optional(Country),
      }),
      { maxItems: 50 },
    ),
  ),
});

export function connectExitEntryRegistry(clock: Clock, endpoint: SourceEndpoint): ExitEntryRegistry {
  return {
    async verify({ documentType, documentNumber, name, issuingCountry }) {
      const country = issuingCountry === undefined ? {} : { issuingCountry };
      const question = { documentType, documentNumber, name, ...country };
      const answer = expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/documents/verify', question));
      expectSame(documentNumber, answer.documentNumber);
      if (answer.result !== 'match') return { match: false };
      const samePerson = (answer.samePerson ?? []).flatMap(({ documentType: type, ...other }) =>
        people.isDocumentType(type) ? [{ documentType: type, ...other }] : [],
      );
      return { match: true, nationality: answer.nationality ?? null, samePerson };
    },
  };
}
