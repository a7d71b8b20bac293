import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as code from '../schemas/code.ts';

const tag = 'code';

export const applyForCode = defineRoute({
  name: 'applyForCode',
  method: 'POST',
  path: '/code-call',
  summary: { zh: '健康码调用申请:申领或更新健康码', en: 'Apply for a code, or renew it' },
  tag,
  access: 'citizen',
  body: code.CodeApplication,
  status: 201,
  response: code.Code,
  problems: ['division-unknown', 'no-decision-yet', 'conversion-renewal-needed', 'code-transferred'],
  service: 'code-call-application',
  idempotencyKey: true,
});

export const getCode = defineRoute({
  name: 'getCode',
  method: 'GET',
  path: '/code',
  summary: { zh: '我的健康码', en: 'My code' },
  tag,
  access: 'citizen',
  status: 200,
  response: code.Code,
  problems: ['code-missing'],
});

export const makeCode = defineRoute({
  name: 'makeCode',
  method: 'POST',
  path: '/code-making',
  summary: { zh: '健康码制码请求:为本机密钥签发码条', en: 'Sign strips for the keys of a device' },
  tag,
  access: 'citizen',
  body: code.CodeMaking,
  status: 201,
  response: code.StripBatch,
  problems: [
    'code-missing',
    'code-expired',
    'no-decision-yet',
    'too-many-devices',
    'holder-key-invalid',
    'strip-places-exhausted',
  ],
  service: 'code-making',
});

export const listDevices = defineRoute({
  name: 'listDevices',
  method: 'GET',
  path: '/devices',
  summary: { zh: '持有我的码的设备', en: 'The devices that hold my code' },
  tag,
  access: 'citizen',
  status: 200,
  response: code.Devices,
});

export const removeDevice = defineRoute({
  name: 'removeDevice',
  method: 'DELETE',
  path: '/devices/:deviceId',
  summary: { zh: '移除一台设备,其上的码随即失效', en: 'Remove a device; the codes on it stop being valid' },
  tag,
  access: 'citizen',
  params: closed({ deviceId: Id }),
  status: 200,
  response: code.DeviceRemoved,
});

export const makePaperCode = defineRoute({
  name: 'makePaperCode',
  method: 'POST',
  path: '/paper-codes',
  summary: { zh: '制作可打印的纸质码', en: 'A code to print, for somebody without a phone' },
  tag,
  access: 'citizen',
  status: 201,
  response: code.PaperCode,
  problems: ['code-missing', 'code-expired', 'strip-places-exhausted'],
});

export const listPaperCodes = defineRoute({
  name: 'listPaperCodes',
  method: 'GET',
  path: '/paper-codes',
  summary: { zh: '仍然有效的纸质码', en: 'Printed codes that still stand' },
  tag,
  access: 'citizen',
  status: 200,
  response: closed({ papers: Type.Array(code.PaperRecord) }),
});

export const revokePaperCode = defineRoute({
  name: 'revokePaperCode',
  method: 'DELETE',
  path: '/paper-codes/:paperId',
  summary: { zh: '作废纸质码,所有复印件随即失效', en: 'Revoke a printed code with all its copies' },
  tag,
  access: 'citizen',
  params: closed({ paperId: Id }),
  status: 204,
  response: Type.Null(),
});

export const getStatusList = defineRoute({
  name: 'getStatusList',
  method: 'GET',
  path: '/s/:shard',
  summary: { zh: '状态列表分片', en: 'A shard of the status list of a validity day' },
  tag,
  access: 'reader',
  params: closed({ shard: Type.String({ pattern: '^[0-9a-z]{1,9}$' }) }),
  status: 200,
  response: { mediaType: 'application/statuslist+cwt' },
});

export const getDecisionProof = defineRoute({
  name: 'getDecisionProof',
  method: 'GET',
  path: '/me/log-proofs/:subjectId',
  summary: { zh: '某个决定或健康码在透明日志中的证明', en: 'Proof that a decision or code of mine is in the log' },
  tag: 'log',
  access: 'citizen',
  params: closed({ subjectId: Id }),
  status: 200,
  response: code.LogProof,
});
