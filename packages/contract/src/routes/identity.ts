import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as identity from '../schemas/identity.ts';

const tag = 'identity';
const Empty = Type.Null();

export const sendPhoneCode = defineRoute({
  name: 'sendPhoneCode',
  method: 'POST',
  path: '/auth/phone-code',
  summary: { zh: '发送登录验证码', en: 'Send a sign-in code to a phone' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 60, seconds: 60 },
  body: identity.PhoneCodeRequest,
  status: 202,
  response: closed({ sent: Type.Boolean() }),
  problems: ['phone-code-too-soon', 'phone-code-limit', 'sms-unavailable'],
});

export const signIn = defineRoute({
  name: 'signIn',
  method: 'POST',
  path: '/auth/session',
  summary: { zh: '用验证码登录', en: 'Sign in with the code' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 120, seconds: 60 },
  body: identity.SignIn,
  status: 201,
  response: identity.Session,
  problems: ['phone-code-wrong', 'phone-code-expired', 'phone-code-guesses-used'],
});

export const signOut = defineRoute({
  name: 'signOut',
  method: 'DELETE',
  path: '/auth/session',
  summary: { zh: '退出登录', en: 'Sign out' },
  tag,
  access: 'account',
  status: 204,
  response: Empty,
});

export const endOtherSessions = defineRoute({
  name: 'endOtherSessions',
  method: 'DELETE',
  path: '/auth/other-sessions',
  summary: { zh: '退出其他设备上的登录', en: 'Sign out everywhere but here' },
  tag,
  access: 'account',
  status: 204,
  response: Empty,
});

export const verifyIdentity = defineRoute({
  name: 'verifyIdentity',
  method: 'POST',
  path: '/identity/verification',
  summary: { zh: '实名认证', en: 'Verify name and document at the population registry' },
  tag,
  access: 'account',
  limit: { per: 'account', count: 10, seconds: 60 },
  body: identity.Verification,
  status: 201,
  response: identity.Me,
  problems: [
    'face-required',
    'face-invalid',
    'face-failed',
    'face-unavailable',
    'document-number-invalid',
    'name-invalid',
    'identity-mismatch',
    'verification-limit',
    'registry-unavailable',
    'already-verified',
  ],
});

export const beginFaceCheck = defineRoute({
  name: 'beginFaceCheck',
  method: 'POST',
  path: '/identity/face-checks',
  summary: { zh: '开始刷脸核对', en: 'Begin the face step of the real-name check' },
  tag,
  access: 'account',
  limit: { per: 'account', count: 10, seconds: 60 },
  body: identity.FaceBeginning,
  status: 201,
  response: identity.FaceCheck,
  problems: [
    'document-number-invalid',
    'name-invalid',
    'face-not-needed',
    'face-elsewhere',
    'face-limit',
    'face-unavailable',
  ],
  idempotencyKey: true,
});

export const getMe = defineRoute({
  name: 'getMe',
  method: 'GET',
  path: '/me',
  summary: { zh: '我的信息(已脱敏)', en: 'Who I am, masked' },
  tag,
  access: 'account',
  status: 200,
  response: identity.Me,
});

export const sendPhoneChangeCode = defineRoute({
  name: 'sendPhoneChangeCode',
  method: 'POST',
  path: '/me/phone-code',
  summary: { zh: '向新手机号发送换号验证码', en: 'Send a code to my new phone' },
  tag,
  access: 'account',
  body: identity.PhoneCodeRequest,
  status: 202,
  response: closed({ sent: Type.Boolean() }),
  problems: ['phone-code-too-soon', 'sms-unavailable'],
});

export const changePhone = defineRoute({
  name: 'changePhone',
  method: 'PUT',
  path: '/me/phone',
  summary: { zh: '更换手机号', en: 'Change my phone' },
  tag,
  access: 'account',
  body: identity.PhoneChange,
  status: 200,
  response: identity.Session,
  problems: ['phone-code-wrong', 'phone-code-expired', 'phone-in-use'],
});

export const addDocument = defineRoute({
  name: 'addDocument',
  method: 'POST',
  path: '/me/documents',
  summary: { zh: '添加本人的另一份证件', en: 'Add another document of mine' },
  tag,
  access: 'citizen',
  body: identity.IdentityClaim,
  status: 201,
  response: closed({ documents: Type.Array(identity.DocumentRecord) }),
  problems: [
    'document-number-invalid',
    'name-invalid',
    'identity-mismatch',
    'registry-unavailable',
    'already-verified',
  ],
});

export const listDocuments = defineRoute({
  name: 'listDocuments',
  method: 'GET',
  path: '/me/documents',
  summary: { zh: '我的证件(已脱敏)', en: 'My documents, masked' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ documents: Type.Array(identity.DocumentRecord) }),
});

export const showDocument = defineRoute({
  name: 'showDocument',
  method: 'PUT',
  path: '/me/shown-document',
  summary: { zh: '选择健康码上显示的证件', en: 'Choose the document that the code shows' },
  tag,
  access: 'citizen',
  body: identity.ShownDocument,
  status: 200,
  response: closed({ documents: Type.Array(identity.DocumentRecord) }),
});

export const grantConsent = defineRoute({
  name: 'grantConsent',
  method: 'POST',
  path: '/consents',
  summary: { zh: '授权另一省份查询本省的码', en: 'Let another province ask this one about my code' },
  tag,
  access: 'citizen',
  body: identity.ConsentGrant,
  status: 201,
  response: identity.ConsentGranted,
  problems: ['division-unknown', 'origin-unknown'],
  idempotencyKey: true,
});

export const listConsents = defineRoute({
  name: 'listConsents',
  method: 'GET',
  path: '/consents',
  summary: { zh: '我的授权', en: 'My consents' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ consents: Type.Array(identity.ConsentRecord) }),
});

export const withdrawConsent = defineRoute({
  name: 'withdrawConsent',
  method: 'DELETE',
  path: '/consents/:consentId',
  summary: { zh: '撤回授权', en: 'Withdraw a consent' },
  tag,
  access: 'citizen',
  params: closed({ consentId: Id }),
  status: 204,
  response: Empty,
});
