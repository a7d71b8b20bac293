import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import { PersonLookup } from '../schemas/access-record.ts';
import { FoundRegistration } from '../schemas/door-check.ts';
import { Id, closed } from '../schemas/basics.ts';
import * as gate from '../schemas/gate.ts';
import * as checkpoint from '../schemas/checkpoint.ts';

const tag = 'checkpoint';

export const createEnrolment = defineRoute({
  name: 'createEnrolment',
  method: 'POST',
  path: '/checkpoint/enrolments',
  summary: { zh: '为一个场所生成设备登记码', en: 'Make an enrolment code for a device of a venue' },
  tag,
  access: { staff: ['admin', 'guard'], scope: 'own-division', divisionOf: '/body/venue/division' },
  body: checkpoint.EnrolmentRequest,
  status: 201,
  response: checkpoint.Enrolment,
  problems: ['division-unknown'],
  idempotencyKey: true,
});

export const enrolDevice = defineRoute({
  name: 'enrolDevice',
  method: 'POST',
  path: '/checkpoint/devices',
  summary: { zh: '登记查验设备', en: 'Enrol a checkpoint device' },
  tag,
  access: 'public',
  limit: { per: 'address', count: 30, seconds: 60 },
  body: checkpoint.DeviceEnrolment,
  status: 201,
  response: checkpoint.DeviceEnrolled,
  problems: ['enrolment-invalid', 'holder-key-invalid'],
  idempotencyKey: true,
});

export const revokeDevice = defineRoute({
  name: 'revokeDevice',
  method: 'DELETE',
  path: '/checkpoint/devices/:deviceId',
  summary: { zh: '停用一台查验设备', en: 'Revoke a checkpoint device' },
  tag,
  access: { staff: ['admin'], scope: 'own-division', divisionOf: 'the device' },
  params: closed({ deviceId: Id }),
  status: 200,
  response: closed({ revoked: Type.Boolean() }),
});

export const getCheckpointProfile = defineRoute({
  name: 'getCheckpointProfile',
  method: 'GET',
  path: '/checkpoint/profile',
  summary: { zh: '离线查验所需的规则和列表', en: 'The rules and lists a checkpoint judges by without a network' },
  tag,
  access: 'device',
  status: 200,
  response: checkpoint.CheckpointProfile,
});

export const getForeignStatusList = defineRoute({
  name: 'getForeignStatusList',
  method: 'GET',
  path: '/checkpoint/foreign-status-lists/:listId',
  summary: { zh: '外省的状态列表(由本省转存)', en: 'A status list of another province, as this node holds it' },
  tag,
  access: 'device',
  params: closed({ listId: Id }),
  status: 200,
  response: { mediaType: 'application/statuslist+cwt' },
});

export const verifyCode = defineRoute({
  name: 'verifyCode',
  method: 'POST',
  path: '/code-verification',
  summary: { zh: '健康码验码请求', en: 'Verify a scanned code' },
  tag,
  access: 'device',
  body: checkpoint.CodeVerification,
  status: 200,
  response: checkpoint.VerificationResult,
  problems: ['device-revoked'],
  service: 'code-verification',
});

export const checkAtGate = defineRoute({
  name: 'checkAtGate',
  method: 'POST',
  path: '/checkpoint/gate-checks',
  summary: { zh: '闸机、壁挂读头验码', en: 'A turnstile or a wall reader asks whether to open' },
  tag,
  access: 'gate',
  body: gate.GateCheck,
  status: 200,
  response: gate.GateAnswer,
  problems: ['device-unknown', 'device-revoked', 'signature-invalid', 'signature-expired', 'nonce-replayed'],
});

export const uploadScans = defineRoute({
  name: 'uploadScans',
  method: 'POST',
  path: '/checkpoint/scans',
  summary: { zh: '上传离线查验记录', en: 'Upload scans made without a network' },
  tag,
  access: 'device',
  body: checkpoint.SignedScanBatch,
  bodyLimit: 1_100_000,
  status: 200,
  response: checkpoint.ScanReceipt,
  problems: ['batch-signature-invalid', 'device-revoked'],
});

export const findRegistrations = defineRoute({
  name: 'findRegistrations',
  method: 'POST',
  path: '/checkpoint/registration-lookups',
  summary: { zh: '按证件查询在本区划场所的人工登记', en: 'Where in my division somebody was registered by hand' },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: 'each row' },
  body: PersonLookup,
  status: 200,
  response: closed({ registrations: Type.Array(FoundRegistration) }),
  problems: ['too-many-lookups'],
});

export const getScanBacklog = defineRoute({
  name: 'getScanBacklog',
  method: 'GET',
  path: '/checkpoint/backlog',
  summary: { zh: '查看本区划待核验的离线查验记录数', en: 'How many uploaded scans of my division wait to be verified' },
  tag,
  access: { staff: ['admin', 'guard', 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: checkpoint.ScanBacklog,
});
