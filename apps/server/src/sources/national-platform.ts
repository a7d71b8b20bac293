import { Type } from 'typebox';
import type { NationalPlatform } from '../features/facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Area, Instant, expectShape, withoutRepeats } from './answer.ts';
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

export function connectNationalPlatform(clock: Clock, endpoint: SourceEndpoint): NationalPlatform {
  return {
    async riskAreas() {
      const answer = expectShape(Answer, await ask(clock, endpoint, 'GET', '/v1/risk-areas', {}));
      return { areas: withoutRepeats(answer.areas), publishedAt: answer.publishedAt };
    },
  };
}
