import { Type } from 'typebox';
import type { NationalPlatform } from '../features/facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Area, Finding, Instant, expectSame, expectShape, withoutRepeats } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Answer = Type.Object({
  areas: Type.Array(
    Type.Object({
      division: Area,
      name: Type.String({ maxLength: 200 }),
      level: Type.Enum(['high', 'medium', 'low']),
      from: Instant,
      to: Type.Optional(Instant),
    }),
    { maxItems: 20_000 },
  ),
  publishedAt: Instant,
});

const CodeAnswer = Type.Object({
  documentNumber: Type.String(),
  result: Finding,
  colour: Type.Optional(Type.Enum(['green', 'yellow', 'red'])),
  decidedBy: Type.Optional(Type.String({ pattern: '^[1-9]\\d{5}$' })),
  decidedAt: Type.Optional(Instant),
  asOf: Instant,
});

export function connectNationalPlatform(clock: Clock, endpoint: SourceEndpoint): NationalPlatform {
  return {
    async riskAreas() {
      const answer = expectShape(Answer, await ask(clock, endpoint, 'GET', '/v1/risk-areas', {}));
      return { areas: withoutRepeats(answer.areas), publishedAt: answer.publishedAt };
    },
    async codeOf(documentNumber) {
      const answer = expectShape(CodeAnswer, await ask(clock, endpoint, 'POST', '/v1/code/query', { documentNumber }));
      expectSame(documentNumber, answer.documentNumber);
      if (answer.result !== 'known') return { known: false };
      const { colour, decidedBy, decidedAt, asOf } = answer;
      if (colour === undefined || decidedBy === undefined || decidedAt === undefined)
        throw new Error('the source knows a code and does not say which');
      return { known: true, observedAt: asOf, colour, decidedBy, decidedAt };
    },
  };
}
