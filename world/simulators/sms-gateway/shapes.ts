import { list, mapOf, oneOf, optional, record, text, type Infer } from '../shape.ts';
import { identifier, instant, reachablePhone } from '../wire.ts';

const messageText = text(/^[^\0]{1,500}$/u, 'a text of 1 to 500 characters');

/** The request of `POST /v1/messages`; the same `clientId` of the same client is the same message. */
export const messageRequestShape = record({
  to: reachablePhone,
  templateId: identifier,
  text: messageText,
  clientId: identifier,
});

export type MessageRequest = Infer<typeof messageRequestShape>;

/** The answer of `POST /v1/messages`. */
export interface MessageAnswer {
  messageId: string;
  status: 'accepted';
}

/** What is posted to the client's receipt address, signed like a request; any answer of 200 to 299 accepts it. */
export interface Receipt {
  messageId: string;
  clientId: string;
  to: string;
  status: 'delivered' | 'undelivered';
  at: string;
}

/** A message as the telephone's owner sees it, and as a state file keeps it. */
export const sentMessageShape = record({
  messageId: identifier,
  appId: identifier,
  to: reachablePhone,
  templateId: identifier,
  text: messageText,
  clientId: identifier,
  at: instant,
  status: oneOf('delivered', 'undelivered'),
});

export type SentMessage = Infer<typeof sentMessageShape>;

/** The query of the management port's `GET /messages`: all, or those to one telephone. */
export const messagesRequestShape = record({ to: optional(reachablePhone) });

/** What `PUT /answers` loads: telephones that no message reaches, and where each client wants its receipts. */
export const gatewayAnswersShape = record({
  unreachable: list(reachablePhone, 10_000),
  receiptUrls: mapOf(identifier, text(/^https?:\/\/[\w.:[\]/-]{1,200}$/, 'an http or https address')),
});

export type GatewayAnswers = Infer<typeof gatewayAnswersShape>;
