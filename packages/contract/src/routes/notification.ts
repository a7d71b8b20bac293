import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as identity from '../schemas/identity.ts';
import * as notification from '../schemas/notification.ts';

const tag = 'notification';

export const signInWithWechat = defineRoute({
  name: 'signInWithWechat',
  method: 'POST',
  path: '/auth/wechat',
  summary: { zh: '微信登录', en: 'Sign in through WeChat' },
  tag: 'identity',
  access: 'public',
  body: notification.WechatSignIn,
  status: 201,
  response: identity.Session,
  problems: ['channel-code-invalid', 'channel-phone-required', 'channel-unavailable'],
});

export const signInWithAlipay = defineRoute({
  name: 'signInWithAlipay',
  method: 'POST',
  path: '/auth/alipay',
  summary: { zh: '支付宝登录', en: 'Sign in through Alipay' },
  tag: 'identity',
  access: 'public',
  body: notification.AlipaySignIn,
  status: 201,
  response: identity.Session,
  problems: ['channel-code-invalid', 'channel-phone-required', 'channel-unavailable'],
});

export const listMessages = defineRoute({
  name: 'listMessages',
  method: 'GET',
  path: '/me/messages',
  summary: { zh: '我的消息(最新在前)', en: 'My messages, newest first' },
  tag,
  access: 'citizen',
  query: closed({ before: Type.Optional(Id) }),
  status: 200,
  response: notification.MessagePage,
});

export const readMessage = defineRoute({
  name: 'readMessage',
  method: 'POST',
  path: '/me/messages/:messageId/read',
  summary: { zh: '标记一条消息为已读', en: 'Mark a message as read' },
  tag,
  access: 'citizen',
  params: closed({ messageId: Id }),
  status: 200,
  response: notification.Message,
});

export const grantSubscriptions = defineRoute({
  name: 'grantSubscriptions',
  method: 'POST',
  path: '/me/subscriptions',
  summary: { zh: '告知已授权的订阅消息次数', en: 'Say how many subscribe messages were granted' },
  tag,
  access: 'account',
  body: notification.SubscriptionGrant,
  status: 200,
  response: notification.Subscriptions,
});

export const listSubscriptions = defineRoute({
  name: 'listSubscriptions',
  method: 'GET',
  path: '/me/subscriptions',
  summary: { zh: '订阅消息模板与剩余次数', en: 'Templates of subscribe messages and how many are left' },
  tag,
  access: 'account',
  status: 200,
  response: notification.Subscriptions,
});

export const receiveSmsReceipts = defineRoute({
  name: 'receiveSmsReceipts',
  method: 'POST',
  path: '/channels/sms/receipts',
  summary: { zh: '短信网关的送达回执', en: 'Receipts of the text message gateway' },
  tag,
  access: 'gateway',
  body: notification.SmsReceipts,
  status: 204,
  response: Type.Null(),
});

export const getCallList = defineRoute({
  name: 'getCallList',
  method: 'GET',
  path: '/community/call-list',
  summary: { zh: '需要电话告知的居民', en: 'Residents to be told by telephone' },
  tag: 'community',
  access: { staff: ['community'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: notification.CallList,
});

export const recordCall = defineRoute({
  name: 'recordCall',
  method: 'POST',
  path: '/community/calls/:callId',
  summary: { zh: '登记一次电话的结果', en: 'Record how a call went' },
  tag: 'community',
  access: { staff: ['community'], scope: 'own-division', divisionOf: 'the person' },
  params: closed({ callId: Id }),
  body: notification.CallOutcome,
  status: 200,
  response: notification.CallRecorded,
  problems: ['call-closed'],
});
