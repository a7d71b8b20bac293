import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { closed } from '../schemas/basics.ts';
import * as identity from '../schemas/identity.ts';

const tag = 'identity';

export const sendDeskPhoneCode = defineRoute({
  name: 'sendDeskPhoneCode',
  method: 'POST',
  path: '/staff/phone-codes',
  summary: { zh: '向窗口办理人的新手机号发送验证码', en: 'Send a code to the new phone of somebody at the desk' },
  tag,
  access: { staff: ['community'], scope: 'self' },
  body: identity.PhoneCodeRequest,
  status: 202,
  response: closed({ sent: Type.Boolean() }),
  problems: ['phone-code-too-soon', 'sms-unavailable'],
});

export const changePhoneAtDesk = defineRoute({
  name: 'changePhoneAtDesk',
  method: 'POST',
  path: '/staff/phone-changes',
  summary: {
    zh: '窗口核验证件后更正登记手机号',
    en: 'Correct the registered phone of somebody who shows her document',
  },
  tag,
  access: { staff: ['community'], scope: 'own-division', divisionOf: 'the person' },
  body: identity.DeskPhoneChange,
  status: 200,
  response: closed({ changed: Type.Boolean() }),
  problems: ['phone-code-wrong', 'phone-code-expired', 'phone-in-use'],
});
