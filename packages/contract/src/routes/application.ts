import { defineRoute } from '../route.ts';
import * as application from '../schemas/application.ts';
import { AttachmentContent } from '../schemas/appeal-review.ts';
import { Id, closed } from '../schemas/basics.ts';
import { ApplicationDocument, Conversion } from '../schemas/conversion.ts';

const tag = 'conversion';
const params = closed({ conversionId: Id });

export const saveConversionDraft = defineRoute({
  name: 'saveConversionDraft',
  method: 'PUT',
  path: '/conversions/draft',
  summary: { zh: '保存转码申请草稿', en: 'Keep the form of an application as a draft' },
  tag,
  access: 'citizen',
  body: application.ConversionDraft,
  status: 200,
  response: Conversion,
  problems: ['division-unknown', 'origin-unknown', 'stay-invalid'],
});

export const getConversionForm = defineRoute({
  name: 'getConversionForm',
  method: 'GET',
  path: '/conversions/:conversionId/form',
  summary: { zh: '已填写并保留的内容', en: 'What was entered in an application and is kept' },
  tag,
  access: 'citizen',
  params,
  status: 200,
  response: application.ConversionDraft,
});

export const submitConversion = defineRoute({
  name: 'submitConversion',
  method: 'POST',
  path: '/conversions/:conversionId/submission',
  summary: { zh: '提交草稿,只需授权和承诺', en: 'Send in a draft with nothing but consent and pledge' },
  tag,
  access: 'citizen',
  params,
  body: application.ConversionSubmission,
  status: 202,
  response: Conversion,
  problems: [
    'conversion-queue',
    'draft-incomplete',
    'conversion-not-draft',
    'conversion-open',
    'pledge-required',
    'stay-invalid',
    'division-unknown',
  ],
  ticket: true,
});

export const applyAgain = defineRoute({
  name: 'applyAgain',
  method: 'POST',
  path: '/conversions/:conversionId/again',
  summary: { zh: '用已保留的内容再次申请', en: 'Make a draft from what was entered in an application that has ended' },
  tag,
  access: 'citizen',
  params,
  status: 201,
  response: Conversion,
  problems: ['conversion-unfinished'],
});

export const continueConversion = defineRoute({
  name: 'continueConversion',
  method: 'POST',
  path: '/conversions/:conversionId/continuation',
  summary: { zh: '原因消除后继续办理同一份申请', en: 'Go on with the same application when its cause is gone' },
  tag,
  access: 'citizen',
  params,
  body: application.ConversionContinuation,
  limit: { per: 'account', count: 20, seconds: 600 },
  status: 202,
  response: Conversion,
  problems: [
    'conversion-not-waiting',
    'documents-needed',
    'consent-needed',
    'pledge-required',
    'stay-invalid',
    'division-unknown',
  ],
});

export const addConversionDocument = defineRoute({
  name: 'addConversionDocument',
  method: 'POST',
  path: '/conversions/:conversionId/documents',
  summary: { zh: '为转码申请上传一份证明材料', en: 'Add proof to an application: tickets, a paper report' },
  tag,
  access: 'citizen',
  params,
  body: application.DocumentUpload,
  bodyLimit: 720_000,
  limit: { per: 'account', count: 20, seconds: 600 },
  status: 201,
  response: ApplicationDocument,
  problems: [
    'documents-not-asked',
    'attachment-type-refused',
    'attachment-active',
    'picture-too-large',
    'too-many-documents',
  ],
});

export const getConversionDocument = defineRoute({
  name: 'getConversionDocument',
  method: 'GET',
  path: '/conversions/:conversionId/documents/:documentId',
  summary: { zh: '查看我上传的证明材料', en: 'A document of my application' },
  tag,
  access: 'citizen',
  params: application.DocumentParams,
  status: 200,
  response: AttachmentContent,
});
