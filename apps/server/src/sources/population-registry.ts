import { Type } from 'typebox';
import type { PopulationRegistry } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { Area, Finding, expectSame, expectShape } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Answer = Type.Object({
  documentNumber: Type.String(),
  result: Finding,
  residenceDivision: Type.Optional(Area),
});

export function connectPopulationRegistry(clock: Clock, endpoint: SourceEndpoint): PopulationRegistry {
  return {
    async verify({ documentType, documentNumber, name }) {
      const question = { documentType, documentNumber, name };
      const answer = expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/identity/verify', question));
      expectSame(documentNumber, answer.documentNumber);
      if (answer.result !== 'match') return { match: false };
      return { match: true, residenceDivision: answer.residenceDivision ?? null };
    },
  };
}
