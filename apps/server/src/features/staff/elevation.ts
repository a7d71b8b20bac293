import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import type { ApprovalKind, ApprovedProposal } from '../approval/index.ts';
import { logStaff } from './log.ts';
import { insertStaff, lockStaff } from './store.ts';

/** Who holds one of these can change what the node does to people. */
const elevated: readonly schemas.StaffRole[] = ['admin', 'policy-approver', 'health-data'];

export interface Post {
  readonly role: schemas.StaffRole;
  readonly division: string;
}

/** Does this give an account one of the elevated roles, or a wider division in one? */
export function isElevation(before: Post | undefined, after: Post): boolean {
  if (!elevated.includes(after.role)) return false;
  return before === undefined || before.role !== after.role || !coversDivision(before.division, after.division);
}

export const elevationKind = {
  name: 'staff-role-elevation',
  proposers: ['admin'],
  deciders: ['admin'],
  maximumDays: 366,
} as const satisfies Partial<ApprovalKind>;

/** What is carried out when the second person has agreed; the password is a hash already. */
export type Elevation = {
  readonly staffId: string;
  readonly username: string;
  readonly role: schemas.StaffRole;
  readonly division: string;
  /** Of an account to be made; absent for one that there is. */
  readonly account?: { readonly passwordHash: string; readonly personnelNumber: string };
};

/** Making or elevating the account of an administrator, a policy approver or a health-data officer. */
export function staffRoleElevation(deps: Pick<NodeContext, 'clock' | 'seal'>): ApprovalKind {
  return {
    ...elevationKind,
    describe: (payload) => {
      const { username, role, division } = payload as Elevation;
      return Object.entries({ username, role, division }).map(([name, value]) => ({ name, value }));
    },
    carryOut: (tx, approved) => elevate(tx, deps, approved),
  };
}

async function elevate(tx: Tx, deps: Pick<NodeContext, 'clock' | 'seal'>, approved: ApprovedProposal): Promise<void> {
  const { staffId, username, role, division, account } = approved.payload as Elevation;
  const post = { staffId, role, division };
  const end = { role_until: approved.endsAt, administrator_until: role === 'admin' ? approved.endsAt : null };
  if (account !== undefined) {
    await insertStaff(tx, deps, { ...post, ...account, username, roleUntil: approved.endsAt });
  } else {
    const row = await lockStaff(tx, staffId);
    if (row === undefined || row.disabled_at !== null) throw new Refusal('not-found');
    await tx
      .updateTable('staff')
      .set({ role, division, ...end })
      .where('staff_id', '=', staffId)
      .execute();
  }
  const action = account === undefined ? 'changed' : 'created';
  await logStaff(tx, deps, { action, staff: post, by: approved.proposedBy, approval: approved.approvalId });
}
