import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import * as consentReturn from '../schemas/consent-return.ts';

const tag = 'identity';

export const leaveConsentReturn = defineRoute({
  name: 'leaveConsentReturn',
  method: 'POST',
  path: '/consent-returns',
  summary: {
    zh: '浏览器把原省份的授权结果留给小程序',
    en: 'A browser leaves what it was sent back with for the mini-program',
  },
  tag,
  access: 'public',
  limit: { per: 'address', count: 60, seconds: 60 },
  body: consentReturn.ConsentReturn,
  status: 204,
  response: Type.Null(),
});

export const takeConsentReturn = defineRoute({
  name: 'takeConsentReturn',
  method: 'POST',
  path: '/me/consent-returns',
  summary: { zh: '小程序取回授权结果', en: 'The mini-program takes it' },
  tag,
  access: 'citizen',
  body: consentReturn.ConsentReturnQuestion,
  status: 200,
  response: consentReturn.ConsentReturned,
});
