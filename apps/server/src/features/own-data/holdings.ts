import type { schemas } from '@tongxing/contract';
import type { Database } from '../../platform/database.ts';
import type { ProvinceProfile } from '../../province.ts';

/** By what the rows of a person are found: her id, that of her account, the blind indexes of her documents and her phone, commitments. */
export type Owner = 'person' | 'account' | 'index' | 'commitment';

/** Rows of a table that are a person's. */
export interface Holding {
  readonly table: keyof Database;
  readonly column: string;
  readonly of: Owner;
  /** Absent: the row only leads to others that are exported. */
  readonly title?: schemas.Bilingual;
  /** What the law keeps of what staff did, under an id that is nobody's, and for how long; absent: destroyed. */
  readonly kept?: keyof ProvinceProfile['retention'];
  /** What somebody else would be seen by: not exported. */
  readonly without?: readonly string[];
}

const hers = (table: keyof Database, zh: string, en: string, more: Partial<Holding> = {}): Holding => ({
  table,
  column: 'person_id',
  of: 'person',
  title: { zh, en },
  ...more,
});
const leadsTo = (table: keyof Database, column = 'person_id', of: Owner = 'person'): Holding => ({ table, column, of });

/**
 * Every table that has a person in it, in the order in which her rows are destroyed: what refers to another row comes before it. A test
 * holds this list, with {@link others}, against the classes of what is stored.
 */
export const holdings: readonly Holding[] = [
  hers('appeal_answer', '申诉的答复', 'Answers to appeals'),
  hers('appeal_attachment', '申诉的材料', 'Documents of appeals'),
  hers('appeal_source', '申诉时问过的来源', 'Sources asked about an appeal'),
  hers('appeal_statement', '申诉期间不计入的记录', 'Records that did not count during an appeal'),
  leadsTo('appeal_person'),
  hers('appeal', '申诉和申请', 'Appeals and applications'),
  leadsTo('attempt_person'),
  hers('message_attempt', '消息的送达', 'Deliveries of messages'),
  hers('message', '消息', 'Messages'),
  hers('community_call_try', '社区打过的电话', 'Calls the community made'),
  leadsTo('call_person'),
  hers('community_call', '由社区转告的事项', 'What the community was to tell'),
  hers('colour_event', '告知其他省份的变化', 'Changes told to other provinces'),
  hers('colour_subscription', '持有由本省转换的码的省份', 'Provinces that hold a code converted from here'),
  hers('waiting_event', '其他省份告知、尚未计入的变化', 'Changes told by other provinces, not counted yet'),
  leadsTo('held_subject'),
  hers('held_subscription', '其他省份告知的颜色', 'What other provinces said of the colour'),
  hers('application_document', '转码申请的材料', 'Documents of applications'),
  leadsTo('review_person'),
  hers('review', '人工审核', 'Reviews by a person'),
  leadsTo('picture_mark'),
  hers('picture', '上传的截图', 'Pictures that were sent'),
  hers('guardian_consent', '监护人代为作出的同意', 'Consents given by a guardian'),
  hers('conversion_event', '转码申请的进展', 'Steps of applications'),
  hers('conversion_group_member', '全家申请的成员', 'Members of a family application'),
  hers('conversion_group', '全家申请', 'Applications of a family'),
  hers('conversion_certificate', '转码成功证明', 'Proofs of conversion'),
  hers('correction_certificate', '更正证明', 'Certificates of correction'),
  leadsTo('certificate_person'),
  hers('conversion', '转码申请', 'Applications to convert'),
  leadsTo('hearing_person'),
  hers('hearing', '申报核对', 'Matters of declarations'),
  hers('trip_leg', '行程的各段', 'Legs of trips'),
  hers('trip', '行程', 'Trips'),
  hers('trip_draft', '其他省份转来的行程', 'Trips handed on by other provinces', {
    column: 'document_index',
    of: 'index',
  }),
  hers('pre_arrival', '来前预登记', 'Journeys registered ahead'),
  leadsTo('standing_consent_phone'),
  hers('standing_consent', '到达提醒的授权', 'Consents to be prompted on arrival'),
  hers('arrival', '到达记录', 'Arrivals'),
  hers('guest_stay', '在本省的停留', 'Stay in this province'),
  hers('collection_sample', '核酸采样', 'Samples taken for tests', { column: 'document_index', of: 'index' }),
  leadsTo('organisation_member'),
  hers('roster_return', '复工、复学的申请', 'Requests to come back to work or school', { kept: 'approvalDays' }),
  hers('roster_member', '加入的单位和学校', 'Employers and schools that see whether I may come in'),
  leadsTo('transfer_person'),
  hers('transfer', '转入申请', 'Transfers'),
  hers('relocation', '转出记录', 'Transfers to other provinces'),
  hers('listed_person', '所在的名单', 'Lists that count'),
  hers('list_entry', '名单上的条目', 'Entries on lists'),
  hers('list_entry', '按证件或手机号列入的条目', 'Entries by document or phone', {
    column: 'subject_index',
    of: 'index',
  }),
  leadsTo('listed_subject', 'subject_index', 'index'),
  leadsTo('clearance_person'),
  hers('clearance', '由人工解除的措施', 'Measures lifted by hand', { kept: 'approvalDays' }),
  leadsTo('manual_colour_person'),
  hers('manual_colour', '人工赋码', 'Colours set by hand', { kept: 'approvalDays' }),
  hers('access_record', '谁看过我的信息', 'Who looked at my data', { kept: 'accessRecordDays' }),
  hers('visit', '到访登记', 'Visits to places'),
  hers('strip_ordinal', '码的编号', 'Places of codes'),
  hers('paper_code', '纸质码', 'Codes on paper'),
  hers('strip_grant', '签发到手机上的码', 'Codes signed for a phone'),
  hers('holder_device', '持有码的设备', 'Devices that hold the code'),
  hers('current_code', '现在的健康码', 'The code that counts'),
  hers('code', '健康码', 'Health codes'),
  hers('current_decision', '现在的颜色', 'The colour that counts'),
  hers('decision', '颜色和依据', 'Decisions on the colour'),
  hers('comparison', '申报待核对', 'Declarations to be compared'),
  hers('outlook_look', '预登记待复查', 'Journeys to be judged again'),
  hers('declaration', '申报', 'Declarations'),
  hers('sojourn', '到过的地方', 'Places stayed at'),
  hers('fact', '健康和行程记录', 'Records of health and stays'),
  hers('source_report', '数据来源的答复', 'Answers of sources'),
  hers('undertaking', '来源的告知承诺', 'What sources undertook to tell'),
  hers('pending_statement', '认证前收到的记录', 'Records that came before verification', {
    column: 'document_index',
    of: 'index',
  }),
  hers('manual_registration', '在场所的人工登记', 'Registrations by hand at doors', {
    column: 'document_index',
    of: 'index',
  }),
  leadsTo('authorization_code'),
  hers('consent', '授权', 'Consents'),
  hers('attestation_request', '其他省份的查询', 'Questions of other provinces'),
  leadsTo('subject_question', 'document_index', 'index'),
  hers('forwarded_appeal', '其他省份转来的申诉', 'Appeals forwarded by other provinces'),
  hers('claim_notice', '他人用我的证件认证的提醒', 'Notices that my document was used elsewhere'),
  hers('acting_record', '以我的名义办理的事', 'What was done in my name'),
  // Of whoever has not agreed yet, nothing is hers but that she asked.
  hers('guardianship_request', '等待家人同意的代办', 'Requests to act for family', {
    without: ['document_sealed', 'name_sealed', 'phone_sealed', 'issuing_country', 'residence_division'],
  }),
  leadsTo('guardian_of', 'guardian_id'),
  leadsTo('guardian_of'),
  hers('guardianship', '可以为我代办的人', 'Who may act for me', { column: 'dependant_id' }),
  hers('guardianship', '由我代办的家人', 'Whom I act for'),
  hers('own_data_export', '我的数据导出记录', 'Exports of my data'),
  hers('account_closure', '注销申请', 'The request to close the account'),
  hers('kept_answer', '为断网重发而保留的答复', 'Answers kept in case they are asked for again', {
    column: 'caller_id',
    of: 'account',
  }),
  hers('channel_subscription', '订阅消息', 'Subscribed messages', { column: 'account_id', of: 'account' }),
  leadsTo('channel_account', 'account_id', 'account'),
  hers('channel_identity', '微信或支付宝的登录', 'Sign-in by WeChat or Alipay', {
    column: 'account_id',
    of: 'account',
  }),
  hers('face_check', '刷脸核对', 'Checks of the face', { column: 'account_id', of: 'account' }),
  hers('session', '登录', 'Sessions', { column: 'subject_id', of: 'account' }),
  leadsTo('phone_account', 'account_id', 'account'),
  hers('account', '账号', 'Account', { column: 'account_id', of: 'account' }),
  hers('log_commitment', '透明日志中的承诺', 'Commitments in the log', { column: 'commitment_id', of: 'commitment' }),
  leadsTo('document_person'),
  hers('person_document', '证件', 'Documents'),
  hers('person', '身份', 'Identity'),
];

/** Where a person's id stands in the rows of others, as whoever acted in their name. */
export const mentions: readonly { readonly table: keyof Database; readonly column: string }[] = [
  { table: 'acting_record', column: 'guardian_id' },
  { table: 'guardian_consent', column: 'guardian_id' },
  { table: 'declaration', column: 'declared_by' },
  { table: 'appeal', column: 'filed_by' },
  { table: 'holder_device', column: 'added_by' },
  { table: 'conversion_group_member', column: 'member_id' },
];
