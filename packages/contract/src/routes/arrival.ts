import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as arrival from '../schemas/arrival.ts';

const tag = 'conversion';

export const registerPreArrival = defineRoute({
  name: 'registerPreArrival',
  method: 'POST',
  path: '/pre-arrivals',
  summary: { zh: '来前预登记', en: 'Register a journey ahead' },
  tag,
  access: 'citizen',
  limit: { per: 'account', count: 20, seconds: 60 },
  body: arrival.PreArrivalRegistration,
  status: 201,
  response: arrival.PreArrival,
  problems: ['division-unknown', 'travel-date-invalid', 'origin-unknown'],
  idempotencyKey: true,
});

export const listPreArrivals = defineRoute({
  name: 'listPreArrivals',
  method: 'GET',
  path: '/pre-arrivals',
  summary: { zh: '我的预登记', en: 'My registered journeys' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ preArrivals: Type.Array(arrival.PreArrival) }),
});

export const confirmArrival = defineRoute({
  name: 'confirmArrival',
  method: 'POST',
  path: '/pre-arrivals/:preArrivalId/arrival',
  summary: { zh: '我已到达', en: 'I have arrived' },
  tag,
  access: 'citizen',
  params: closed({ preArrivalId: Id }),
  status: 200,
  response: arrival.PreArrival,
});

export const withdrawPreArrival = defineRoute({
  name: 'withdrawPreArrival',
  method: 'DELETE',
  path: '/pre-arrivals/:preArrivalId',
  summary: { zh: '作废预登记', en: 'Take back a registered journey' },
  tag,
  access: 'citizen',
  params: closed({ preArrivalId: Id }),
  status: 200,
  response: arrival.PreArrival,
});

export const grantStandingConsent = defineRoute({
  name: 'grantStandingConsent',
  method: 'POST',
  path: '/standing-consents',
  summary: { zh: '同意到达时提醒转码', en: 'Agree to be prompted on arrival' },
  tag,
  access: 'citizen',
  body: arrival.StandingConsentGrant,
  status: 201,
  response: arrival.StandingConsent,
  problems: ['division-unknown', 'origin-unknown'],
  idempotencyKey: true,
});

export const listStandingConsents = defineRoute({
  name: 'listStandingConsents',
  method: 'GET',
  path: '/standing-consents',
  summary: { zh: '我的到达提醒授权', en: 'My consents to be prompted' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ consents: Type.Array(arrival.StandingConsent) }),
});

export const revokeStandingConsent = defineRoute({
  name: 'revokeStandingConsent',
  method: 'DELETE',
  path: '/standing-consents/:consentId',
  summary: { zh: '撤回到达提醒授权', en: 'Withdraw such a consent' },
  tag,
  access: 'citizen',
  params: closed({ consentId: Id }),
  status: 200,
  response: arrival.StandingConsent,
});

export const receiveArrivals = defineRoute({
  name: 'receiveArrivals',
  method: 'POST',
  path: '/channels/carriers/arrivals',
  summary: { zh: '运营商网关的到达通知', en: 'The carriers’ gateway tells of arrivals' },
  tag,
  access: 'gateway',
  body: arrival.ArrivalEvent,
  bodyLimit: 200_000,
  status: 204,
  response: Type.Null(),
  problems: ['division-unknown'],
});

export const listArrivals = defineRoute({
  name: 'listArrivals',
  method: 'GET',
  path: '/me/arrivals',
  summary: { zh: '为我准备好的转码申请', en: 'Applications that stand ready for me' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ arrivals: Type.Array(arrival.Arrival) }),
});
