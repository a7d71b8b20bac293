import { Type } from 'typebox';
import type { SmsGateway } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

const Answer = Type.Object({ messageId: Type.String(), status: Type.Literal('accepted') });

export function connectSmsGateway(clock: Clock, endpoint: SourceEndpoint): SmsGateway {
  return {
    async send(message) {
      expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/messages', { ...message }));
    },
  };
}
