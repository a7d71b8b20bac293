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

const anyText = text(/^[^\0]{0,500}$/u, 'a text of at most 500 characters');

/**
 * The request of `POST /v1/message-batches`: up to a hundred messages, each with a wording of its own. One that could not be taken by itself is
 * refused by itself, and the others are taken.
 */
export const batchRequestShape = record({
  messages: list(record({ to: anyText, templateId: anyText, text: anyText, clientId: identifier }), 100),
});

export type MessageResult = { clientId: string } & (MessageAnswer | { status: 'refused'; code: string });

/** The answer of `POST /v1/message-batches`, in the order of the request. */
export interface BatchAnswer {
  results: MessageResult[];
}

/** Posted in lists to the client's receipt address, signed like a request; any answer of 200 to 299 accepts them. */
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
