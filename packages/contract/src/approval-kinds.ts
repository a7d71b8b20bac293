import type { Bilingual } from './schemas/basics.ts';

/** What takes two people, in words, with the closed list of its grounds. Roles, limits and effect are the server's. */
export const approvalKinds = {
  'staff-role-elevation': {
    zh: '设立或提升管理员、规则审批、健康数据账号',
    en: 'making or elevating an account of an administrator, policy approver or health-data officer',
    grounds: {
      appointment: { zh: '任命', en: 'appointment' },
      deputising: { zh: '代理', en: 'deputising for somebody' },
      'emergency-duty': { zh: '应急值班', en: 'emergency duty' },
      renewal: { zh: '授权续期', en: 'renewal of an authorisation' },
    },
  },
  'policy-release': {
    zh: '发布颜色规则',
    en: 'putting a release of colour rules in force',
    grounds: {
      'national-plan': { zh: '执行国家防控方案', en: 'carrying out a national plan' },
      'provincial-decision': { zh: '省级防控机构决定', en: 'a decision of the provincial control office' },
      'city-decision': { zh: '市级防控机构决定', en: 'a decision of a city’s control office' },
      correction: { zh: '更正规则中的错误', en: 'correcting a fault in the rules' },
    },
  },
  'policy-rollback': {
    zh: '退回上一次发布的颜色规则',
    en: 'bringing the release before back in force',
    grounds: {
      'wrong-colours': { zh: '现行规则造成错误赋码', en: 'the rules in force give wrong colours' },
      'plan-withdrawn': { zh: '上级方案撤回或推迟', en: 'the plan was withdrawn or put off' },
    },
  },
  'colour-list': {
    zh: '名单赋码',
    en: 'a list that colours people',
    grounds: {
      'contact-tracing': { zh: '流调判定的接触人员', en: 'contacts found by tracing a case' },
      'joint-investigation': { zh: '区域协查人员', en: 'people another place asked to look for' },
      'risk-area': { zh: '风险区域人员', en: 'people of a risk area' },
      'outbreak-venue': { zh: '涉疫场所人员', en: 'people of a venue of an outbreak' },
      'high-risk-post': { zh: '高风险岗位人员', en: 'people in a high-risk post' },
      'isolation-order': { zh: '隔离医学观察', en: 'isolation under medical observation' },
      'case-reported': { zh: '报告的病例或疑似病例', en: 'reported cases or suspected cases' },
      'arrival-check': { zh: '抵达排查', en: 'the check of people on arrival' },
    },
  },
  'risk-areas': {
    zh: '公布风险区',
    en: 'announcing risk areas',
    grounds: {
      'area-announced': { zh: '防控指挥部划定风险区', en: 'the control office has drawn risk areas' },
      'area-changed': { zh: '风险区调整或解除', en: 'risk areas were changed or lifted' },
    },
  },
  'held-results': {
    zh: '超出一人一天数量的阳性结果生效',
    en: 'putting positive results in force beyond what one sender may in a day',
    grounds: {
      'laboratory-report': { zh: '检测机构报告已核对', en: 'the report of the laboratory was checked' },
      'mass-testing': { zh: '大规模核酸检测', en: 'a round of mass testing' },
    },
  },
  'manual-colour': {
    zh: '人工赋码',
    en: 'a colour set by hand for one person',
    grounds: {
      'case-under-review': { zh: '病例或疑似病例待复核', en: 'a case or suspected case under review' },
      'contact-tracing': { zh: '流调判定的接触人员', en: 'a contact found by tracing a case' },
      'isolation-order': { zh: '隔离医学观察', en: 'isolation under medical observation' },
      'test-order': { zh: '应检未检', en: 'an ordered test has not been taken' },
      'area-control': { zh: '封控、管控区域人员', en: 'lives in an area under control' },
    },
  },
  'fallback-order': {
    zh: '启动或结束系统中断通行办法',
    en: 'starting or ending the order for when the system cannot be reached',
    grounds: {
      'system-failure': { zh: '系统故障', en: 'the system has failed' },
      'network-failure': { zh: '通信网络中断', en: 'the network is down' },
      'planned-work': { zh: '计划内停机维护', en: 'planned work on the system' },
      recovered: { zh: '系统已恢复', en: 'the system works again' },
    },
  },
} as const satisfies Record<string, Bilingual & { readonly grounds: Readonly<Record<string, Bilingual>> }>;

export type ApprovalKindName = keyof typeof approvalKinds;
