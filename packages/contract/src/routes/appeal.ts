import { defineRoute } from '../route.ts';
import * as appeal from '../schemas/appeal.ts';
import { Id, closed } from '../schemas/basics.ts';

const tag = 'appeal';
const params = closed({ appealId: Id });

export const fileAppeal = defineRoute({
  name: 'fileAppeal',
  method: 'POST',
  path: '/me/appeals',
  summary: { zh: '健康码异常申诉', en: 'Contest a colour, or ask that a person looks at it' },
  tag,
  access: 'citizen',
  body: appeal.AppealFiling,
  status: 201,
  response: appeal.Appeal,
  problems: ['nothing-to-contest', 'reason-unknown', 'appeal-open', 'origin-consent-required'],
  idempotencyKey: true,
});

export const listAppeals = defineRoute({
  name: 'listAppeals',
  method: 'GET',
  path: '/me/appeals',
  summary: { zh: '我的申诉与转绿申请', en: 'My appeals and applications to turn green' },
  tag,
  access: 'citizen',
  status: 200,
  response: appeal.AppealList,
});

export const getAppeal = defineRoute({
  name: 'getAppeal',
  method: 'GET',
  path: '/me/appeals/:appealId',
  summary: { zh: '一份申诉的进度与答复', en: 'How an appeal stands, and its answer' },
  tag,
  access: 'citizen',
  params,
  status: 200,
  response: appeal.Appeal,
});

export const addAppealAttachment = defineRoute({
  name: 'addAppealAttachment',
  method: 'POST',
  path: '/me/appeals/:appealId/attachments',
  summary: { zh: '为申诉补充一份材料', en: 'Add a document to an appeal' },
  tag,
  access: 'citizen',
  params,
  body: appeal.AttachmentUpload,
  bodyLimit: 720_000,
  limit: { per: 'account', count: 20, seconds: 600 },
  status: 201,
  response: appeal.AppealAttachment,
  problems: ['appeal-closed', 'attachment-type-refused', 'attachment-active', 'too-many-attachments'],
});

export const askSecondLook = defineRoute({
  name: 'askSecondLook',
  method: 'POST',
  path: '/me/appeals/:appealId/second-look',
  summary: { zh: '申请由另一人复核', en: 'Ask that another person looks at a rejected appeal' },
  tag,
  access: 'citizen',
  params,
  body: appeal.SecondLook,
  status: 200,
  response: appeal.Appeal,
  problems: ['second-look-used'],
});

export const applyForGreen = defineRoute({
  name: 'applyForGreen',
  method: 'POST',
  path: '/me/green-applications',
  summary: { zh: '转绿申请', en: 'Apply to turn green where it is due and has not happened' },
  tag,
  access: 'citizen',
  body: appeal.GreenApplication,
  status: 201,
  response: appeal.GreenApplied,
  problems: ['no-decision-yet', 'green-not-due', 'appeal-open'],
  idempotencyKey: true,
});

export const getAppealStatistics = defineRoute({
  name: 'getAppealStatistics',
  method: 'GET',
  path: '/appeal-statistics',
  summary: { zh: '申诉统计:错误颜色按规则和数据来源', en: 'Wrong colours by rule and by source, and late answers' },
  tag,
  access: 'public',
  status: 200,
  response: appeal.AppealStatistics,
  maxAgeSeconds: 3600,
});
