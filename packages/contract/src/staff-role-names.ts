import type { Bilingual } from './schemas/basics.ts';
import type { StaffRole } from './schemas/staff.ts';

/** The roles of staff as a person reads them. */
export const staffRoleNames: Readonly<Record<StaffRole, Bilingual>> = {
  guard: { zh: '查验员', en: 'guard' },
  reviewer: { zh: '审核员', en: 'reviewer' },
  community: { zh: '社区', en: 'community' },
  'policy-editor': { zh: '规则编辑', en: 'policy editor' },
  'policy-approver': { zh: '规则审批', en: 'policy approver' },
  'health-data': { zh: '健康数据', en: 'health data' },
  hotline: { zh: '热线', en: 'hotline' },
  content: { zh: '内容', en: 'content' },
  roster: { zh: '单位管理', en: 'employer or school' },
  auditor: { zh: '审计', en: 'auditor' },
  admin: { zh: '管理员', en: 'administrator' },
};
