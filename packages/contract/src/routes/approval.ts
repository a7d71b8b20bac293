import { Type } from 'typebox';
import { defineRoute } from '../route.ts';
import * as approval from '../schemas/approval.ts';
import { Id, closed } from '../schemas/basics.ts';
import type { StaffRole } from '../schemas/staff.ts';

const tag = 'approval';
const params = closed({ approvalId: Id });

/** Roles that propose or decide anything; which may do what is said by each kind. */
const parties = [
  'reviewer',
  'community',
  'policy-editor',
  'policy-approver',
  'health-data',
  'admin',
] as const satisfies readonly StaffRole[];

export const listApprovals = defineRoute({
  name: 'listApprovals',
  method: 'GET',
  path: '/approvals',
  summary: {
    zh: '需要两个人同意的事项:我提请的、待我审批的',
    en: 'What takes two people: mine, and what I may decide',
  },
  tag,
  access: { staff: [...parties, 'auditor'], scope: 'own-division', divisionOf: 'each row' },
  query: closed({ state: Type.Optional(approval.ApprovalState) }),
  status: 200,
  response: closed({ approvals: Type.Array(approval.Approval) }),
});

export const decideApproval = defineRoute({
  name: 'decideApproval',
  method: 'POST',
  path: '/approvals/:approvalId/decision',
  summary: { zh: '同意或不同意另一个人的提请', en: 'Approve or reject what another person proposed' },
  tag,
  access: { staff: parties, scope: 'own-division', divisionOf: 'the proposal' },
  params,
  body: approval.ApprovalDecision,
  status: 200,
  response: approval.ApprovalDecided,
  problems: [
    'approval-same-person',
    'approval-closed',
    'approval-too-early',
    'personnel-number-missing',
    'name-taken',
    'personnel-number-taken',
    'release-faulty',
    'release-not-simulated',
    'release-outdated',
    'release-not-in-force',
    'release-first',
    'list-preview-unseen',
    'list-preview-needed',
    'list-without-link',
    'province-approver-needed',
  ],
});

export const withdrawApproval = defineRoute({
  name: 'withdrawApproval',
  method: 'DELETE',
  path: '/approvals/:approvalId',
  summary: { zh: '撤回我的提请', en: 'Withdraw what I proposed' },
  tag,
  access: { staff: parties, scope: 'self' },
  params,
  status: 200,
  response: approval.ApprovalDecided,
  problems: ['approval-closed'],
});
