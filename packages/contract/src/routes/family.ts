import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as family from '../schemas/family.ts';

const tag = 'conversion';

export const applyForFamily = defineRoute({
  name: 'applyForFamily',
  method: 'POST',
  path: '/conversions/family',
  summary: { zh: '全家一次申请转码', en: 'Apply for a family at once' },
  tag,
  access: 'citizen',
  body: family.FamilyApplication,
  status: 202,
  response: family.Family,
  problems: ['division-unknown', 'stay-invalid', 'origin-unknown', 'conversion-queue'],
  idempotencyKey: true,
  ticket: true,
});

export const getFamily = defineRoute({
  name: 'getFamily',
  method: 'GET',
  path: '/conversions/family/:groupId',
  summary: { zh: '全家申请的进展', en: "How a family's applications stand" },
  tag,
  access: 'citizen',
  params: closed({ groupId: Id }),
  status: 200,
  response: family.Family,
});
