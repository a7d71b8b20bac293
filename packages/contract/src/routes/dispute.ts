import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import { Dispute } from '../schemas/dispute.ts';

export const listDisputes = defineRoute({
  name: 'listDisputes',
  method: 'GET',
  path: '/me/disputes',
  summary: {
    zh: '两省说法、依据、时限和由谁处理',
    en: 'What two provinces say of me, by which rules, and who must act until when',
  },
  tag: 'appeal',
  access: 'citizen',
  status: 200,
  response: closed({ disputes: Type.Array(Dispute) }),
});

export const readAppealDispute = defineRoute({
  name: 'readAppealDispute',
  method: 'GET',
  path: '/staff/appeals/:appealId/dispute',
  summary: {
    zh: '一份申诉涉及的两省说法',
    en: 'What two provinces say of the person of an appeal, as the person sees it',
  },
  tag: 'appeal',
  access: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'the appeal' },
  params: closed({ appealId: Id }),
  status: 200,
  response: closed({ disputes: Type.Array(Dispute) }),
});
