import { defineRoute } from '../route.ts';
import { Appeal } from '../schemas/appeal.ts';
import * as review from '../schemas/appeal-review.ts';
import { Id, closed } from '../schemas/basics.ts';

const tag = 'appeal';
const params = closed({ appealId: Id });
const ofReviewers = { staff: ['reviewer'], scope: 'own-division', divisionOf: 'the appeal' } as const;

export const fileAppealFor = defineRoute({
  name: 'fileAppealFor',
  method: 'POST',
  path: '/staff/appeals',
  summary: { zh: '代没有手机的居民提出申诉', en: 'File an appeal for somebody without a phone' },
  tag,
  access: { staff: ['community', 'hotline'], scope: 'own-division', divisionOf: 'the person' },
  body: review.AppealForAnother,
  status: 201,
  response: Appeal,
  problems: ['nothing-to-contest', 'reason-unknown', 'appeal-open', 'origin-consent-required'],
});

export const listAppealQueue = defineRoute({
  name: 'listAppealQueue',
  method: 'GET',
  path: '/staff/appeals',
  summary: { zh: '待审核的申诉(紧急在前)', en: 'Appeals to be decided, the urgent ones first' },
  tag,
  access: { staff: ['reviewer'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: review.AppealQueue,
});

export const readAppealCase = defineRoute({
  name: 'readAppealCase',
  method: 'GET',
  path: '/staff/appeals/:appealId',
  summary: { zh: '一份申诉及其判定所依据的全部内容', en: 'An appeal with everything its decision rested on' },
  tag,
  access: ofReviewers,
  params,
  status: 200,
  response: review.AppealCase,
});

export const readAppealAttachment = defineRoute({
  name: 'readAppealAttachment',
  method: 'GET',
  path: '/staff/appeals/:appealId/attachments/:attachmentId',
  summary: { zh: '查看申诉材料', en: 'A document of an appeal' },
  tag,
  access: ofReviewers,
  params: closed({ appealId: Id, attachmentId: Id }),
  status: 200,
  response: review.AttachmentContent,
});

export const decideAppeal = defineRoute({
  name: 'decideAppeal',
  method: 'POST',
  path: '/staff/appeals/:appealId/decision',
  summary: { zh: '答复申诉;成立的当即清除并重新判定', en: 'Answer an appeal; an upheld one takes effect at once' },
  tag,
  access: ofReviewers,
  params,
  body: review.AppealDecision,
  status: 200,
  response: review.AppealDecided,
  problems: [
    'appeal-closed',
    'answer-mismatched',
    'approval-same-person',
    'approval-too-early',
    'personnel-number-missing',
  ],
});

export const listSourceCases = defineRoute({
  name: 'listSourceCases',
  method: 'GET',
  path: '/source-cases',
  summary: { zh: '待数据来源单位核实的记录', en: 'Records that their source has been asked to check' },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: 'each row' },
  status: 200,
  response: review.SourceCaseList,
});

export const answerSourceCase = defineRoute({
  name: 'answerSourceCase',
  method: 'POST',
  path: '/source-cases/:appealId/answer',
  summary: { zh: '数据来源单位答复核实结果', en: 'What the source says of its record' },
  tag,
  access: { staff: ['health-data'], scope: 'own-division', divisionOf: 'the appeal' },
  params,
  body: review.SourceAnswer,
  status: 200,
  response: review.SourceAnswered,
  problems: ['appeal-closed'],
});

export const forwardAppeal = defineRoute({
  name: 'forwardAppeal',
  method: 'POST',
  path: '/federation/appeals',
  summary: {
    zh: '把申诉转给原省份,并询问进度',
    en: 'Pass an appeal on to the province of origin, and ask how it stands',
  },
  tag: 'federation',
  access: 'peer',
  body: review.ForwardedAppeal,
  status: 200,
  response: review.ForwardedAppealState,
  problems: ['peer-unknown', 'signature-invalid', 'signature-expired', 'nonce-replayed'],
});
