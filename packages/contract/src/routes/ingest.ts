import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Division, Id, closed } from '../schemas/basics.ts';
import * as ingest from '../schemas/ingest.ts';

const tag = 'ingest';
const megabyte = 1_048_576;

/** Bytes of a file, by who sends it: a million results have about 150 MB. */
const largestFile = { 'health-data': 512 * megabyte } as const;

export const uploadTable = defineRoute({
  name: 'uploadTable',
  method: 'PUT',
  path: '/ingest/uploads/:uploadId',
  summary: {
    zh: '上传核酸结果、接触者、风险区等表格(CSV 或 JSON)',
    en: 'Upload a table of test results, contacts, risk areas and the like (CSV or JSON)',
  },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: '/query/division' },
  params: closed({ uploadId: Id }),
  query: closed({
    kind: ingest.UploadKind,
    division: Division,
    list: Type.Optional({
      ...Id,
      description: '名单草稿的编号:凡使人变色的行都要填入它 · the draft that rows which colour people go to',
    }),
  }),
  upload: { bytes: largestFile, mediaTypes: ['text/csv', 'application/json', 'application/x-ndjson'] },
  limit: { per: 'staff', count: 60, seconds: 60 },
  status: 200,
  response: ingest.UploadReceipt,
  problems: [
    'upload-is-workbook',
    'upload-not-a-table',
    'upload-empty',
    'upload-columns-missing',
    'upload-of-another',
    'upload-list-needed',
    'list-not-a-draft',
    'too-large',
    'upload-overtaken',
    'upload-too-large',
    'upload-broken-off',
  ],
});

export const proposeHeldResults = defineRoute({
  name: 'proposeHeldResults',
  method: 'POST',
  path: '/ingest/uploads/:uploadId/held-results/proposal',
  summary: { zh: '提请第二人同意暂缓的阳性结果生效', en: 'Put positive results that wait before a second person' },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: 'the upload' },
  params: closed({ uploadId: Id }),
  body: ingest.HeldProposal,
  status: 201,
  response: ingest.HeldProposed,
  problems: ['nothing-held', 'held-proposed', 'personnel-number-missing', 'approval-too-early', 'approval-invalid'],
});

export const getUpload = defineRoute({
  name: 'getUpload',
  method: 'GET',
  path: '/ingest/uploads/:uploadId',
  summary: { zh: '一次上传的回执', en: 'The receipt of an upload' },
  tag,
  access: { staff: ['health-data', 'auditor'], scope: 'own-division', divisionOf: 'the upload' },
  params: closed({ uploadId: Id }),
  status: 200,
  response: ingest.UploadReceipt,
});

export const getUploadFaults = defineRoute({
  name: 'getUploadFaults',
  method: 'GET',
  path: '/ingest/uploads/:uploadId/faults.csv',
  summary: { zh: '下载一次上传的问题行(CSV)', en: 'The refused rows of an upload, as CSV' },
  tag,
  access: { staff: ['health-data', 'auditor'], scope: 'own-division', divisionOf: 'the upload' },
  params: closed({ uploadId: Id }),
  status: 200,
  response: { mediaType: 'text/csv; charset=utf-8' },
});

export const listUploads = defineRoute({
  name: 'listUploads',
  method: 'GET',
  path: '/ingest/uploads',
  summary: { zh: '本区划的上传(最新在前)', en: 'The uploads of the division, newest first' },
  tag,
  access: { staff: ['health-data', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  query: closed({ before: Type.Optional(Id) }),
  status: 200,
  response: ingest.UploadList,
});
