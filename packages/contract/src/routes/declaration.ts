import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import * as declaration from '../schemas/declaration.ts';

const tag = 'declaration';

export const declareHealth = defineRoute({
  name: 'declareHealth',
  method: 'POST',
  path: '/health-declaration',
  summary: { zh: '用户健康信息申报', en: 'Declare health' },
  tag,
  access: 'citizen',
  body: declaration.HealthDeclaration,
  status: 201,
  response: declaration.Declared,
  problems: ['pledge-required', 'correction-used'],
  service: 'health-declaration',
  idempotencyKey: true,
});

export const declareItinerary = defineRoute({
  name: 'declareItinerary',
  method: 'POST',
  path: '/itinerary-declaration',
  summary: { zh: '用户行程申报', en: 'Declare the itinerary of 14 days' },
  tag,
  access: 'citizen',
  body: declaration.ItineraryDeclaration,
  status: 201,
  response: declaration.Declared,
  problems: ['pledge-required', 'stay-invalid', 'division-unknown', 'correction-used'],
  service: 'itinerary-declaration',
  idempotencyKey: true,
});

export const correctDeclaration = defineRoute({
  name: 'correctDeclaration',
  method: 'POST',
  path: '/correction',
  summary: { zh: '用户健康信息纠错', en: 'Correct an earlier declaration' },
  tag,
  access: 'citizen',
  body: declaration.HealthDeclaration,
  status: 201,
  response: declaration.Declared,
  problems: ['pledge-required', 'correction-used', 'nothing-to-correct'],
  service: 'correction',
  idempotencyKey: true,
});

export const getHealthInformation = defineRoute({
  name: 'getHealthInformation',
  method: 'GET',
  path: '/health-information',
  summary: {
    zh: '用户健康信息查询:颜色、原因、来源、有效期',
    en: 'My colour, with reason, sources, freshness and end',
  },
  tag,
  access: 'citizen',
  status: 200,
  response: declaration.HealthInformation,
  problems: ['no-decision-yet'],
  service: 'health-information-query',
});

export const getPledge = defineRoute({
  name: 'getPledge',
  method: 'GET',
  path: '/pledge',
  summary: { zh: '承诺书', en: 'The pledge of truth' },
  tag,
  access: 'public',
  status: 200,
  response: closed({ version: Type.String(), zh: Type.String(), en: Type.String() }),
});
