import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as shift from '../schemas/guard-shift.ts';

const tag = 'checkpoint';

export const openShift = defineRoute({
  name: 'openShift',
  method: 'POST',
  path: '/checkpoint/shifts',
  summary: { zh: '查验员在本机开始当班', en: 'A guard begins her shift at this device' },
  tag,
  access: 'device',
  body: shift.ShiftOpening,
  status: 201,
  response: shift.GuardShift,
  problems: [
    'login-wrong',
    'login-too-soon',
    'one-time-password-expired',
    'password-change-required',
    'role-ended',
    'not-permitted',
    'device-revoked',
  ],
});

export const endShift = defineRoute({
  name: 'endShift',
  method: 'DELETE',
  path: '/checkpoint/shifts/:shiftId',
  summary: { zh: '查验员在本机结束当班', en: 'A guard ends her shift at this device' },
  tag,
  access: 'device',
  params: closed({ shiftId: Id }),
  status: 200,
  response: closed({ ended: Type.Boolean() }),
  problems: ['device-revoked'],
});

export const lookUpDocument = defineRoute({
  name: 'lookUpDocument',
  method: 'POST',
  path: '/checkpoint/document-lookups',
  summary: { zh: '没有健康码的,按证件查询能否通行', en: 'Ask by document for somebody without a code' },
  tag,
  access: 'device',
  body: shift.DocumentLookup,
  status: 200,
  response: shift.DocumentLookedUp,
  problems: [
    'shift-needed',
    'lookup-not-here',
    'document-number-invalid',
    'name-invalid',
    'too-many-lookups',
    'device-revoked',
  ],
});
