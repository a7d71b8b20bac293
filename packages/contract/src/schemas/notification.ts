import { Type, type Static } from 'typebox';
import { Bilingual, Id, Instant, closed } from './basics.ts';

export const MessageKind = Type.Enum([
  'colour-changed',
  'colour-worsening',
  'code-ending',
  'application-approved',
  'application-rejected',
  'application-deferred',
  'application-waiting',
  'application-documents',
  'application-expired',
  'application-doubted',
  'question-asserted',
  'appeal-received',
  'appeal-unconfirmed',
  'appeal-upheld',
  'appeal-rejected',
  'hearing-opened',
  'hearing-closed',
  'colour-by-list',
  'colour-by-hand',
  'arrival-prompted',
  'journey-changed',
  'stay-outlasts-code',
  'stay-over',
  'stay-long',
  'transfer-rejected',
  'transfer-done',
  'transferred-away',
  'data-exported',
  'closure-asked',
  'closure-waits',
  'closure-withdrawn',
  'closure-begun',
  'acting-ended',
  'visit-doubtful',
]);
export type MessageKind = Static<typeof MessageKind>;

/** `sending`: not out yet. `sent`: a channel took it. `delivered`: her phone confirmed it, or she was reached by a call. `call`: the community calls. */
export const DeliveryState = Type.Enum(['sending', 'sent', 'delivered', 'call', 'undelivered']);
export type DeliveryState = Static<typeof DeliveryState>;

export const MessageChannelName = Type.Enum(['wechat', 'alipay', 'sms', 'guardian', 'community']);
export type MessageChannelName = Static<typeof MessageChannelName>;

const OrNull = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) => Type.Union([type, Type.Null()]);

/** What a person was told, in full, whatever a channel had room for. */
export const Message = closed({
  messageId: Id,
  kind: MessageKind,
  subjectId: Id,
  toldAt: Instant,
  readAt: OrNull(Instant),
  title: Bilingual,
  text: Bilingual,
  reasons: Type.Array(closed({ text: Bilingual, until: OrNull(Instant), release: Bilingual })),
  contest: closed({ text: Bilingual, hotline: Type.String() }),
  delivery: closed({ state: DeliveryState, channel: OrNull(MessageChannelName), at: OrNull(Instant) }),
});
export type Message = Static<typeof Message>;

export const MessagePage = closed({
  messages: Type.Array(Message),
  next: OrNull(Id),
});
export type MessagePage = Static<typeof MessagePage>;

/** Templates of the subscribe messages: what a person may let a platform bring her. */
export const MessageTemplate = Type.Enum(['colour', 'application', 'reminder', 'question']);
export type MessageTemplate = Static<typeof MessageTemplate>;

const Platform = Type.Enum(['wechat', 'alipay']);

export const SubscriptionGrant = closed({
  channel: Platform,
  granted: Type.Array(closed({ template: MessageTemplate, count: Type.Integer({ minimum: 0, maximum: 50 }) }), {
    minItems: 1,
    maxItems: 4,
  }),
});
export type SubscriptionGrant = Static<typeof SubscriptionGrant>;

export const Subscriptions = closed({
  subscriptions: Type.Array(
    closed({
      channel: Platform,
      template: MessageTemplate,
      templateId: Type.String({ description: 'what the platform calls the template' }),
      remaining: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type Subscriptions = Static<typeof Subscriptions>;

/** The gateway's word on a text message it took. */
export const SmsReceipt = closed({
  messageId: Type.String({ minLength: 1, maxLength: 64 }),
  clientId: Type.String({ minLength: 1, maxLength: 64 }),
  to: Type.String({ minLength: 5, maxLength: 20 }),
  status: Type.Enum(['delivered', 'undelivered']),
  at: Instant,
});
export type SmsReceipt = Static<typeof SmsReceipt>;

/** What the gateway pushes at once. */
export const SmsReceipts = closed({ receipts: Type.Array(SmsReceipt, { minItems: 1, maxItems: 200 }) });
export type SmsReceipts = Static<typeof SmsReceipts>;

/** Somebody whom no message has reached: whom to call, and what to tell. */
export const CommunityCall = closed({
  callId: Id,
  maskedName: Type.String(),
  phone: OrNull(Type.String()),
  division: Type.String(),
  openedAt: Instant,
  failedCalls: Type.Integer({ minimum: 0 }),
  callAfter: Instant,
  needsVisit: Type.Boolean({ description: 'two calls did not reach her: somebody goes there' }),
  messages: Type.Array(closed({ toldAt: Instant, title: Bilingual, text: Bilingual })),
});
export type CommunityCall = Static<typeof CommunityCall>;

export const CallList = closed({ calls: Type.Array(CommunityCall) });

export const CallOutcome = closed({ outcome: Type.Enum(['reached', 'not-reached', 'wrong-number', 'refused']) });
export type CallOutcome = Static<typeof CallOutcome>;

export const CallRecorded = closed({
  state: Type.Enum(['open', 'reached']),
  failedCalls: Type.Integer({ minimum: 0 }),
  callAfter: OrNull(Instant),
  needsVisit: Type.Boolean(),
});
export type CallRecorded = Static<typeof CallRecorded>;

/** WeChat: the code of wx.login, and of the button that gives the phone number. */
export const WechatSignIn = closed({
  loginCode: Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\w.-]+$' }),
  phoneCode: Type.Optional(Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\w.-]+$' })),
});
export type WechatSignIn = Static<typeof WechatSignIn>;

const Base64 = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '^[A-Za-z0-9+/]+={0,2}$' });

/** Alipay: the code of my.getAuthCode, and what my.getPhoneNumber gives, encrypted and signed by Alipay. */
export const AlipaySignIn = closed({
  authCode: Type.String({ minLength: 1, maxLength: 128, pattern: '^[\\w.-]+$' }),
  encryptedPhone: Type.Optional(closed({ response: Base64(2048), sign: Base64(1024) })),
});
export type AlipaySignIn = Static<typeof AlipaySignIn>;
