import type { Bilingual } from './schemas/basics.ts';
import type { StaffRole } from './schemas/staff.ts';

/** For what staff may look at a person's data, and which roles have that purpose. The person reads the words. */
export const accessPurposes = {
  'hotline-call': { zh: '接听您的热线来电', en: 'answering a call to the hotline', roles: ['hotline'] },
  'application-review': { zh: '审核申请', en: 'reviewing an application', roles: ['reviewer'] },
  'appeal-review': { zh: '审核申诉', en: 'reviewing an appeal', roles: ['reviewer'] },
  'community-service': { zh: '社区服务', en: 'service of the community', roles: ['community'] },
  'community-call': { zh: '电话告知您一条消息', en: 'telling you a message by telephone', roles: ['community'] },
  'record-check': { zh: '核实被申诉的记录', en: 'checking a record that was contested', roles: ['health-data'] },
  'declaration-check': { zh: '核对申报与数据', en: 'comparing a declaration with data', roles: ['reviewer'] },
  'case-investigation': { zh: '流行病学调查', en: 'investigating the chain of infection', roles: ['health-data'] },
  'manual-colour': {
    zh: '人工赋码的提请、审批和解除',
    en: 'proposing, approving or lifting a colour set by hand',
    roles: [],
  },
  'door-check': { zh: '场所查验', en: 'a check at a door', roles: [] },
  clearance: { zh: '纠正错误的颜色', en: 'clearing a wrong colour', roles: [] },
  roster: {
    zh: '单位、学校查看今日能否返岗、返校',
    en: 'an employer or a school sees whether you may come in',
    roles: [],
  },
  'data-correction': { zh: '核对并更正健康数据', en: 'checking and correcting health data', roles: ['health-data'] },
} as const satisfies Record<string, Bilingual & { readonly roles: readonly StaffRole[] }>;

export type AccessPurpose = keyof typeof accessPurposes;

/** What of a person's data was shown. */
export const accessSubjects = {
  identity: { zh: '脱敏姓名和证件末四位', en: 'masked name and the last four of the document' },
  colour: { zh: '颜色', en: 'colour' },
  reasons: { zh: '颜色所依据的规则', en: 'the rules behind the colour' },
  code: { zh: '健康码的有效期', en: 'until when the code is valid' },
  applications: { zh: '转码申请的状态', en: 'the state of conversion applications' },
  facts: { zh: '健康与行程记录', en: 'records of health and itinerary' },
  division: { zh: '居住地区划', en: 'division of residence' },
  phone: { zh: '手机号', en: 'the phone number' },
  messages: { zh: '要告诉您的消息', en: 'the messages meant for you' },
  document: { zh: '证件号码', en: 'the document number' },
  appeal: { zh: '您的申诉、说明和材料', en: 'your appeal, statement and documents' },
  proof: { zh: '申请的证明材料', en: 'the documents of an application' },
  contact: { zh: '是否可以联系到', en: 'whether there is a way to reach the person' },
  registration: { zh: '在场所的人工登记', en: 'registrations by hand at doors' },
  permit: { zh: '限时通行', en: 'movement permits' },
  explanation: { zh: '颜色的原因、依据和转绿的办法', en: 'why the colour is what it is and what would make it green' },
  verdict: { zh: '今日可通行、不可通行或无法判断', en: 'whether you may come in today' },
} as const satisfies Record<string, Bilingual>;

export type AccessSubject = keyof typeof accessSubjects;

/** What a look-up of a person may show. */
export type ViewedSubject = Exclude<
  AccessSubject,
  'phone' | 'messages' | 'document' | 'appeal' | 'proof' | 'explanation' | 'permit' | 'registration' | 'verdict'
>;
