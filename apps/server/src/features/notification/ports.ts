import type { Keywords } from './keywords.ts';
import type { Template } from './kinds.ts';
import type { Read } from '../../platform/db.ts';

export interface Outgoing {
  /** The same at every try of the same attempt. Where the provider knows such ids, it sends one message for it, however often it is asked. */
  readonly clientId: string;
  /** The platform's user, or a phone number. */
  readonly to: string;
  readonly template: Template;
  readonly keywords: Keywords;
  /** The whole as a text message; empty where the channel takes keywords only. */
  readonly text: string;
}

/** `address-wrong`, `not-subscribed` and `content-refused` stay as they are however often one asks. */
export type SendOutcome = 'accepted' | 'address-wrong' | 'not-subscribed' | 'content-refused';

/** A way outside the node by which a message reaches somebody. */
export interface MessageChannel {
  /** How many messages a second the provider takes from this node. */
  readonly perSecond: number;
  /** How many messages may be on their way to it at the same time. */
  readonly onTheWire: number;
  /** Whether the provider says later if the message arrived. Without that, accepted is all there is to know. */
  readonly receipts: boolean;
  /** What the provider calls each template; empty for a channel without templates. */
  readonly templateIds: Readonly<Partial<Record<Template, string>>>;
  /**
   * Hands a message over. @throws Error when it is not known whether the provider took it, or when it will not take it for now: then the
   * same message is sent again later.
   */
  send(message: Outgoing): Promise<SendOutcome>;
}

export interface MessageChannels {
  readonly wechat: MessageChannel;
  readonly alipay: MessageChannel;
  readonly sms: MessageChannel;
}

/** Whom a person is represented by, in the order in which they are to be told. */
export type GuardiansOf = (read: Read, personId: string) => Promise<readonly string[]>;

/** Is this request the gateway's own? Checks its signature over the body and that it was made now. */
export interface ReceiptSignatures {
  verify(headers: Readonly<Record<string, string | string[] | undefined>>, body: unknown): boolean;
}
