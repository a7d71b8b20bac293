import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as conversion from '../schemas/conversion.ts';

const tag = 'conversion';

export const applyForConversion = defineRoute({
  name: 'applyForConversion',
  method: 'POST',
  path: '/conversions',
  summary: { zh: '外省码转换申请', en: "Apply to convert another province's code" },
  tag,
  access: 'citizen',
  body: conversion.ConversionApplication,
  status: 202,
  response: conversion.Conversion,
  problems: [
    'pledge-required',
    'stay-invalid',
    'division-unknown',
    'origin-unknown',
    'conversion-open',
    'conversion-queue',
  ],
  idempotencyKey: true,
  ticket: true,
});

export const getConversion = defineRoute({
  name: 'getConversion',
  method: 'GET',
  path: '/conversions/:conversionId',
  summary: { zh: '一份转码申请的进展', en: 'How an application stands' },
  tag,
  access: 'citizen',
  params: closed({ conversionId: Id }),
  status: 200,
  response: conversion.Conversion,
});

export const listConversions = defineRoute({
  name: 'listConversions',
  method: 'GET',
  path: '/conversions',
  summary: { zh: '我的转码申请', en: 'My applications' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ conversions: Type.Array(conversion.Conversion) }),
});

export const withdrawConversion = defineRoute({
  name: 'withdrawConversion',
  method: 'DELETE',
  path: '/conversions/:conversionId',
  summary: { zh: '撤回转码申请', en: 'Withdraw an application' },
  tag,
  access: 'citizen',
  params: closed({ conversionId: Id }),
  status: 200,
  response: conversion.Conversion,
  problems: ['conversion-finished'],
});

export const renewConversion = defineRoute({
  name: 'renewConversion',
  method: 'POST',
  path: '/conversions/:conversionId/renewal',
  summary: { zh: '转入码更新:一键延长 7 天', en: 'Renew a converted code: one tap when nothing has changed' },
  tag,
  access: 'citizen',
  params: closed({ conversionId: Id }),
  body: conversion.ConversionRenewal,
  limit: { per: 'account', count: 20, seconds: 600 },
  status: 202,
  response: conversion.Conversion,
  problems: [
    'conversion-not-renewable',
    'conversion-open',
    'consent-needed',
    'pledge-required',
    'stay-invalid',
    'division-unknown',
    'origin-unknown',
    'no-decision-yet',
  ],
});
