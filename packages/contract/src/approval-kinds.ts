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
} as const satisfies Record<string, Bilingual & { readonly grounds: Readonly<Record<string, Bilingual>> }>;

export type ApprovalKindName = keyof typeof approvalKinds;
