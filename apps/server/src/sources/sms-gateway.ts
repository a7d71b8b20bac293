import { Type } from 'typebox';
import type { SmsGateway } from '../features/identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import { expectShape } from './answer.ts';
import { ask, type SourceEndpoint } from './signed-request.ts';

export type TextMessage = Parameters<SmsGateway['send']>[0];

/** What the gateway says of one message of a batch: that it has taken it, or the code of why it never will. */
export type BatchOutcome = 'accepted' | { readonly refused: string };

/** A gateway that also takes messages of different wording for different people at once. */
export interface BatchSmsGateway extends SmsGateway {
  /**
   * Hands over at most {@link mostInBatch}; answers in their order. @throws Error when it is not known of each of them whether it was taken
   */
  sendBatch(messages: readonly TextMessage[]): Promise<BatchOutcome[]>;
}

/** The most messages that the gateway takes at once. */
export const mostInBatch = 100;

const Answer = Type.Object({ messageId: Type.String(), status: Type.Literal('accepted') });

const BatchAnswer = Type.Object({
  results: Type.Array(
    Type.Object({
      clientId: Type.String(),
      status: Type.Enum(['accepted', 'refused']),
      code: Type.Optional(Type.String()),
    }),
  ),
});

export function connectSmsGateway(clock: Clock, endpoint: SourceEndpoint): BatchSmsGateway {
  return {
    async send(message) {
      expectShape(Answer, await ask(clock, endpoint, 'POST', '/v1/messages', { ...message }));
    },
    async sendBatch(messages) {
      const answer = await ask(clock, endpoint, 'POST', '/v1/message-batches', { messages });
      const { results } = expectShape(BatchAnswer, answer);
      const said = new Map(results.map((result) => [result.clientId, result]));
      return messages.map(({ clientId }) => {
        const result = said.get(clientId);
        if (result === undefined) throw new Error('the gateway says nothing of a message');
        return result.status === 'accepted' ? 'accepted' : { refused: result.code ?? 'none' };
      });
    },
  };
}
