import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as identity from '../schemas/identity.ts';

const tag = 'dependant';
const params = closed({ dependantId: Id });

export const addDependant = defineRoute({
  name: 'addDependant',
  method: 'POST',
  path: '/dependants',
  summary: { zh: '添加由我代办的家人', en: 'Add somebody I act for' },
  tag,
  access: 'citizen',
  body: identity.DependantApplication,
  status: 201,
  response: identity.Dependant,
  problems: [
    'document-number-invalid',
    'name-invalid',
    'identity-mismatch',
    'relation-unconfirmed',
    'dependant-of-age',
    'dependant-phone-needed',
    'too-many-dependants',
    'registry-unavailable',
    'phone-code-too-soon',
    'sms-unavailable',
  ],
});

export const confirmDependant = defineRoute({
  name: 'confirmDependant',
  method: 'POST',
  path: '/dependants/:dependantId/consent',
  summary: { zh: '用发到家人手机的验证码确认其同意', en: 'Confirm her consent with the code sent to her phone' },
  tag,
  access: 'citizen',
  params,
  body: identity.DependantConsent,
  status: 200,
  response: identity.Dependant,
  problems: ['phone-code-wrong', 'phone-code-expired', 'too-many-dependants'],
});

export const listDependants = defineRoute({
  name: 'listDependants',
  method: 'GET',
  path: '/dependants',
  summary: { zh: '由我代办的家人', en: 'Whom I act for' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ dependants: Type.Array(identity.Dependant) }),
});

export const endDependant = defineRoute({
  name: 'endDependant',
  method: 'DELETE',
  path: '/dependants/:dependantId',
  summary: { zh: '结束代办关系(双方都可以)', en: 'End it, by either side' },
  tag,
  access: 'citizen',
  params,
  status: 204,
  response: Type.Null(),
});

export const listGuardians = defineRoute({
  name: 'listGuardians',
  method: 'GET',
  path: '/me/guardians',
  summary: { zh: '谁可以为我代办,以及代办过什么', en: 'Who may act for me, and what was done in my name' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ guardians: Type.Array(identity.Guardian), acted: Type.Array(identity.ActingRecord) }),
});
