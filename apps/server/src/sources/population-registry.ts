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

const ChildAnswer = Type.Object({
  documentNumber: Type.String(),
  guardianNumber: Type.String(),
  result: Type.Enum(['child', 'not-confirmed']),
  born: Type.Optional(Type.String({ format: 'date' })),
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
    async verifyChild({ guardianNumber, documentType, documentNumber, name }) {
      const question = { guardianNumber, documentType, documentNumber, name };
      const answer = expectShape(ChildAnswer, await ask(clock, endpoint, 'POST', '/v1/children/verify', question));
      expectSame(documentNumber, answer.documentNumber);
      expectSame(guardianNumber, answer.guardianNumber);
      if (answer.result !== 'child') return { match: false };
      if (answer.born === undefined) throw new Error('the source confirms a child without a birth date');
      return { match: true, born: answer.born, residenceDivision: answer.residenceDivision ?? null };
    },
  };
}
