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
} as const satisfies Record<string, Bilingual & { readonly grounds: Readonly<Record<string, Bilingual>> }>;

export type ApprovalKindName = keyof typeof approvalKinds;
