import { Type } from 'typebox';
import type { HealthCommission } from '../features/facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Finding, Instant, expectSame, expectShape, withoutRepeats } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Period = { since: Instant, until: Type.Optional(Instant) };
const Answer = Type.Object({
  persons: Type.Array(
    Type.Object({
      documentNumber: Type.String(),
      result: Finding,
      records: Type.Array(
        Type.Union([
          Type.Object({
            kind: Type.Literal('case'),
            state: Type.Enum(['confirmed', 'suspected', 'asymptomatic', 'discharged']),
            ...Period,
          }),
          Type.Object({
            kind: Type.Literal('contact'),
            degree: Type.Enum(['close', 'secondary', 'companion']),
            ...Period,
          }),
        ]),
        { maxItems: 100 },
      ),
    }),
    { minItems: 1 },
  ),
  asOf: Instant,
});

export function connectHealthCommission(clock: Clock, endpoint: SourceEndpoint): HealthCommission {
  return {
    async recordsOf(documentNumber) {
      const question = { documentNumbers: [documentNumber] };
      const answer = expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/persons/query', question));
      for (const person of answer.persons) expectSame(documentNumber, person.documentNumber);
      const [person] = answer.persons;
      if (person === undefined || person.result === 'unknown-document') return { known: false };
      return { known: true, records: withoutRepeats(person.records), observedAt: answer.asOf };
    },
  };
}
