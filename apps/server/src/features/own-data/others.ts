import type { schemas } from '@tongxing/contract';
import type { Database } from '../../platform/database.ts';

type Why = schemas.Bilingual;

const ofStaff: Why = {
  zh: '工作人员自己的账号和操作,其中没有群众的信息;谁看过您的信息,另有一表。',
  en: 'Accounts and deeds of staff, with nobody’s data in them; who looked at yours is a table of its own.',
};
const ofPlaces: Why = {
  zh: '查验点只知道码的编号,不知道是谁;到期整批删除。编号与您的对应关系只在「码的编号」表中。',
  en: 'Checkpoints know the place of a code and not whose it is; they are dropped by age. What ties a place to you is in the table of places alone.',
};
const ofLimits: Why = {
  zh: '防止滥用的计数,只有无法还原的摘要,几分钟到一天后删除。',
  en: 'Counters against misuse: digests from which nothing is read, gone within minutes or a day.',
};
const ofSignIn: Why = {
  zh: '登录途中的一次性凭据,只有摘要,不知道是谁;几分钟后删除。',
  en: 'What is used up once on the way to signing in: digests, whose is not known, gone within minutes.',
};
const ofReturn: Why = {
  zh: '浏览器留给小程序的授权结果,一次性,不知道是谁,没有小程序里的凭据打不开;一天后失效,再过一天删除。',
  en: 'What a browser left for a mini-program: of use once, whose is not known, and of no use without what the mini-program has; void after a day, gone after another.',
};
const ofOffices: Why = {
  zh: '机关的审批和上传文件,加密保存,不能按人查找;经批准对您生效的,在「所在的名单」「人工赋码」中。',
  en: 'Papers of offices, sealed, and not to be searched by person; what took effect on you is under the lists and colours set by hand.',
};
const ofLog: Why = {
  zh: '透明日志,公开,只有承诺的摘要;要对上您,须有「透明日志中的承诺」表中的盐。',
  en: 'The public log: digests only. Nobody can tell which are yours without the salts of the table of commitments.',
};
const ofProvinces: Why = {
  zh: '各省节点之间的往来编号,其中没有您的信息。',
  en: 'Numbers of what passed between nodes of provinces, with nothing of you in them.',
};

/** Tables with something that is not public, and why nothing in them can be given out as a person's own. */
export const others: readonly { readonly table: keyof Database; readonly why: Why }[] = [
  ...(
    [
      'staff',
      'person_lookup',
      'guard_shift',
      'colouring_stop',
      'list_preview_read',
      'policy_activation',
      'policy_pack',
      'policy_release',
      'policy_simulation',
      'area_list',
      'colour_list',
      'positive_told',
      'organisation',
      'organisation_manager',
      'fallback_word',
      'roster_invitation',
    ] as const
  ).map((table) => ({ table, why: ofStaff })),
  ...(
    [
      'scan',
      'scan_batch',
      'scan_unverified',
      'door_check',
      'recent_display',
      'offline_display',
      'checkpoint_device',
      'device_venue',
      'enrolment_code',
      'foreign_origin_seen',
      'collection_tube',
      'collection_box',
      'collection_batch',
    ] as const
  ).map((table) => ({ table, why: ofPlaces })),
  ...(['limit_use', 'failure_delay', 'used_ticket', 'phone_code', 'peer_nonce'] as const).map((table) => ({
    table,
    why: ofLimits,
  })),
  ...(['approval', 'upload', 'upload_fault', 'recolouring_batch', 'reminder_progress'] as const).map((table) => ({
    table,
    why: ofOffices,
  })),
  ...(['refused_event'] as const).map((table) => ({ table, why: ofProvinces })),
  { table: 'sign_on', why: ofSignIn },
  { table: 'consent_return', why: ofReturn },
  { table: 'log_entry', why: ofLog },
];
