import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import { Recolouring } from '../schemas/recolouring.ts';

export const listRecolourings = defineRoute({
  name: 'listRecolourings',
  method: 'GET',
  path: '/recolourings',
  summary: {
    zh: '查看批量重新赋码的进度:因风险区、规则或名单变化而重新判定的人数、已完成数与预计剩余时间',
    en: 'How far the recolourings have come: whom a change of areas, rules or lists concerns, and how long it will take',
  },
  tag: 'recolouring',
  access: {
    staff: ['policy-editor', 'policy-approver', 'health-data', 'auditor', 'admin'],
    scope: 'own-division',
    divisionOf: 'each row',
  },
  status: 200,
  response: closed({ recolourings: Type.Array(Recolouring) }),
});
