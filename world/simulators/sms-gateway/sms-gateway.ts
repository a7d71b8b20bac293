import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { ShapeError } from '../shape.ts';
import { Outbox } from './outbox.ts';
import { Receipts } from './receipts.ts';
import {
  batchRequestShape,
  gatewayAnswersShape,
  messageRequestShape,
  messagesRequestShape,
  type BatchAnswer,
  type GatewayAnswers,
  type MessageAnswer,
  type MessageRequest,
  type MessageResult,
  type SentMessage,
} from './shapes.ts';

/** A carrier's gateway for text messages. Nothing leaves the machine: the management port shows what a telephone would. */
export const smsGateway: Definition<GatewayAnswers> = {
  name: 'sms-gateway',
  canDouble: true,
  answersShape: gatewayAnswersShape,
  noAnswers: { unreachable: [], receiptUrls: {} },
  open: ({ answers, now, keep, secretOf }, memory) => {
    const outbox = new Outbox(memory);
    const receipts = new Receipts(now);

    const report = ({ appId, messageId, clientId, to, status, at }: SentMessage): void => {
      const url = answers().receiptUrls[appId];
      const secret = secretOf(appId);
      if (url === undefined || secret === undefined) return;
      receipts.add({ url, appId, secret }, { messageId, clientId, to, status, at });
    };

    /** Takes a message that is not there yet; what it answers becomes true with the next {@link keep}. @throws Refusal */
    const take = (request: MessageRequest, appId: string): { answer: MessageAnswer; deliver(): void } => {
      const earlier = outbox.find(appId, request.clientId);
      if (earlier !== undefined) {
        const same =
          earlier.to === request.to && earlier.text === request.text && earlier.templateId === request.templateId;
        if (!same) throw new Refusal(409, 'client-id-reused', 'This clientId belongs to another message.');
        return { answer: { messageId: earlier.messageId, status: 'accepted' }, deliver: () => undefined };
      }
      const status = answers().unreachable.includes(request.to) ? 'undelivered' : 'delivered';
      const message = outbox.add(request, { appId, at: formatInstant(now()), status });
      return { answer: { messageId: message.messageId, status: 'accepted' }, deliver: () => report(message) };
    };

    return {
      routes: {
        'POST /v1/messages': route(messageRequestShape, async (request, { appId, twice }): Promise<MessageAnswer> => {
          const { answer, deliver } = take(request, appId);
          // An earlier answer may have been lost before it was durable; this one must not be.
          await keep();
          for (let times = twice ? 2 : 1; times > 0; times -= 1) deliver();
          return answer;
        }),
        'POST /v1/message-batches': route(
          batchRequestShape,
          async ({ messages }, { appId, twice }): Promise<BatchAnswer> => {
            const deliveries: (() => void)[] = [];
            const results = messages.map(({ clientId, ...rest }): MessageResult => {
              try {
                const { answer, deliver } = take(messageRequestShape({ clientId, ...rest }, ''), appId);
                deliveries.push(deliver);
                return { clientId, ...answer };
              } catch (error) {
                if (error instanceof ShapeError) return { clientId, status: 'refused', code: 'request-malformed' };
                if (error instanceof Refusal) return { clientId, status: 'refused', code: error.code };
                throw error;
              }
            });
            await keep();
            for (const deliver of deliveries) for (let times = twice ? 2 : 1; times > 0; times -= 1) deliver();
            return { results };
          },
        ),
      },
      managementRoutes: {
        'GET /messages': route(messagesRequestShape, ({ to }) => ({ messages: outbox.to(to) })),
      },
      memory: () => outbox.memory,
      settled: () => receipts.settled(),
    };
  },
};
