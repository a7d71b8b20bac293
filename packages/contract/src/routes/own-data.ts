import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import * as own from '../schemas/own-data.ts';

const tag = 'identity';
const codeProblems = ['phone-code-wrong', 'phone-code-expired', 'phone-code-guesses-used'] as const;

export const getOwnData = defineRoute({
  name: 'getOwnData',
  method: 'GET',
  path: '/me/own-data',
  summary: {
    zh: '我的数据:导出记录,注销会怎样',
    en: 'My data: what was exported, and what closing my account would do',
  },
  tag,
  access: 'citizen',
  status: 200,
  response: own.OwnData,
});

export const sendOwnDataCode = defineRoute({
  name: 'sendOwnDataCode',
  method: 'POST',
  path: '/me/own-data-code',
  summary: {
    zh: '向本人手机号发送导出或注销的验证码',
    en: 'Send a code to my phone, to export my data or close my account',
  },
  tag,
  access: 'citizen',
  body: own.OwnDataCode,
  status: 202,
  response: closed({ sent: Type.Boolean() }),
  problems: ['phone-code-too-soon', 'phone-code-limit', 'sms-unavailable'],
});

export const exportOwnData = defineRoute({
  name: 'exportOwnData',
  method: 'POST',
  path: '/me/own-data-exports',
  summary: { zh: '导出本人的全部数据', en: 'Everything that is held of me' },
  tag,
  access: 'citizen',
  limit: { per: 'account', count: 5, seconds: 3600 },
  body: own.OwnDataConfirmation,
  status: 200,
  response: own.OwnDataDocument,
  problems: [...codeProblems],
});

export const closeAccount = defineRoute({
  name: 'closeAccount',
  method: 'POST',
  path: '/me/account-closure',
  summary: { zh: '申请注销账号', en: 'Ask that my account is closed and what is held of me destroyed' },
  tag,
  access: 'citizen',
  body: own.OwnDataConfirmation,
  status: 200,
  response: own.Closure,
  problems: [...codeProblems],
});

export const keepAccount = defineRoute({
  name: 'keepAccount',
  method: 'DELETE',
  path: '/me/account-closure',
  summary: { zh: '撤回注销申请', en: 'Take it back: keep my account' },
  tag,
  access: 'citizen',
  status: 204,
  response: Type.Null(),
  problems: ['closure-begun'],
});
