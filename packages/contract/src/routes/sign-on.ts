import { defineRoute } from '../route.ts';
import { Session } from '../schemas/identity.ts';
import * as signOn from '../schemas/sign-on.ts';

const tag = 'identity';

export const beginSignOn = defineRoute({
  name: 'beginSignOn',
  method: 'POST',
  path: '/auth/sign-on',
  summary: { zh: '用省级 APP 登录:去授权的地址', en: 'Sign in with the app of the province: where to go' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 60, seconds: 60 },
  body: signOn.SignOnBeginning,
  status: 201,
  response: signOn.SignOnBegun,
  problems: ['not-found', 'sign-on-unavailable'],
});

export const finishSignOn = defineRoute({
  name: 'finishSignOn',
  method: 'POST',
  path: '/auth/sign-on/session',
  summary: { zh: '用省级 APP 登录:授权后回来', en: 'Sign in with the app of the province: back from it' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 60, seconds: 60 },
  body: signOn.SignOnReturn,
  status: 201,
  response: Session,
  problems: [
    'not-found',
    'sign-on-ended',
    'sign-on-unavailable',
    'sign-on-phone-required',
    'sign-on-other-person',
    'registry-unavailable',
  ],
});
