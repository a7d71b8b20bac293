import { defineRoute } from '../route.ts';
import * as fallback from '../schemas/fallback.ts';

const tag = 'fallback';

export const getFallbackOrder = defineRoute({
  name: 'getFallbackOrder',
  method: 'GET',
  path: '/fallback-order',
  summary: { zh: '系统中断时的通行办法', en: 'What counts while this node cannot be reached' },
  tag,
  access: 'public',
  status: 200,
  maxAgeSeconds: 10,
  response: fallback.PublishedFallback,
});

export const proposeFallback = defineRoute({
  name: 'proposeFallback',
  method: 'POST',
  path: '/fallback-order/proposals',
  summary: { zh: '提请启动或结束系统中断通行办法', en: 'Propose that the fallback order starts or ends' },
  tag,
  access: { staff: ['admin'], scope: 'self' },
  body: fallback.FallbackProposal,
  status: 201,
  response: fallback.FallbackProposed,
  problems: ['approval-invalid', 'approval-too-early', 'personnel-number-missing'],
  idempotencyKey: true,
});
