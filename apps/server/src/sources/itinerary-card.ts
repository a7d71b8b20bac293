import { Type } from 'typebox';
import type { ItineraryCard } from '../features/facts/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Area, Finding, Instant, expectSame, expectShape, withoutRepeats } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Answer = Type.Object({
  phone: Type.String(),
  result: Finding,
  stays: Type.Array(Type.Object({ division: Area, from: Instant, to: Instant }), { maxItems: 200 }),
  asOf: Instant,
});

export function connectItineraryCard(clock: Clock, endpoint: SourceEndpoint): ItineraryCard {
  return {
    async staysOf(phone, authorisation) {
      const answer = expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/itinerary', { phone, authorisation }));
      expectSame(phone, answer.phone);
      if (answer.result !== 'known') return { known: false };
      return { known: true, stays: withoutRepeats(answer.stays), observedAt: answer.asOf };
    },
  };
}
