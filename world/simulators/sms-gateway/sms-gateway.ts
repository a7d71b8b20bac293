import { formatInstant } from '../instants.ts';
import { route, type Definition } from '../program.ts';
import { Refusal } from '../refusal.ts';
import { signRequest } from '../signature.ts';
import { Outbox } from './outbox.ts';
import {
  gatewayAnswersShape,
  messageRequestShape,
  messagesRequestShape,
  type GatewayAnswers,
  type MessageAnswer,
  type Receipt,
  type SentMessage,
} from './shapes.ts';

const RECEIPT_PATIENCE = 5_000;

/** A carrier's gateway for text messages. Nothing leaves the machine: the management port shows what a telephone would. */
export const smsGateway: Definition<GatewayAnswers> = {
  name: 'sms-gateway',
  canDouble: true,
  answersShape: gatewayAnswersShape,
  noAnswers: { unreachable: [], receiptUrls: {} },
  open: ({ answers, now, keep, secretOf }, memory) => {
    const outbox = new Outbox(memory);
    const receipts = new Set<Promise<void>>();

    const deliver = async (message: SentMessage) => {
      const url = answers().receiptUrls[message.appId];
      const secret = secretOf(message.appId);
      if (url === undefined || secret === undefined) return;
      const { messageId, clientId, to, status, at } = message;
      await postReceipt(url, { messageId, clientId, to, status, at }, message.appId, secret, now());
    };

    return {
      routes: {
        'POST /v1/messages': route(messageRequestShape, async (request, { appId, twice }): Promise<MessageAnswer> => {
          const earlier = outbox.find(appId, request.clientId);
          if (earlier !== undefined) {
            const same =
              earlier.to === request.to && earlier.text === request.text && earlier.templateId === request.templateId;
            if (!same) throw new Refusal(409, 'client-id-reused', 'This clientId belongs to another message.');
            // The first answer may have been lost before it was durable; this one must not be.
            await keep();
            return { messageId: earlier.messageId, status: 'accepted' };
          }
          const status = answers().unreachable.includes(request.to) ? 'undelivered' : 'delivered';
          const message = outbox.add(request, { appId, at: formatInstant(now()), status });
          await keep();
          for (let times = twice ? 2 : 1; times > 0; times -= 1) {
            const receipt = deliver(message).finally(() => receipts.delete(receipt));
            receipts.add(receipt);
          }
          return { messageId: message.messageId, status: 'accepted' };
        }),
      },
      managementRoutes: {
        'GET /messages': route(messagesRequestShape, ({ to }) => ({ messages: outbox.to(to) })),
      },
      memory: () => outbox.memory,
      settled: async () => {
        await Promise.all(receipts);
      },
    };
  },
};

/** Once and without complaint: a client that hears nothing knows the message as accepted, and no more. */
async function postReceipt(url: string, receipt: Receipt, appId: string, secret: string, now: number): Promise<void> {
  const timestamp = String(now);
  const headers = {
    'content-type': 'application/json',
    'x-app-id': appId,
    'x-timestamp': timestamp,
    'x-sign': signRequest({ ...receipt }, appId, timestamp, secret),
  };
  const signal = AbortSignal.timeout(RECEIPT_PATIENCE);
  await fetch(url, { method: 'POST', headers, body: JSON.stringify(receipt), signal }).catch(() => undefined);
}
