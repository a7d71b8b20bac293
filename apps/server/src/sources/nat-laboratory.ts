import { Type } from 'typebox';
import type { NatLaboratory } from '../features/facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Finding, Instant, expectSame, expectShape, withoutRepeats } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Answer = Type.Object({
  documentNumber: Type.String(),
  result: Finding,
  results: Type.Array(
    Type.Object({
      result: Type.Enum(['negative', 'positive']),
      sampledAt: Instant,
      reportedAt: Instant,
      institution: Type.String({ maxLength: 64 }),
      method: Type.Enum(['single', 'pool']),
    }),
    { maxItems: 200 },
  ),
  asOf: Instant,
});

export function connectNatLaboratory(clock: Clock, endpoint: SourceEndpoint): NatLaboratory {
  return {
    async resultsOf(documentNumber) {
      const answer = expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/results/query', { documentNumber }));
      expectSame(documentNumber, answer.documentNumber);
      if (answer.result === 'unknown-document') return { known: false };
      return { known: true, results: withoutRepeats(answer.results), observedAt: answer.asOf };
    },
  };
}
