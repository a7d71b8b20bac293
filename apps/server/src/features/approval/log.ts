import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import { appendEntry, commitmentLeaf, pseudonymOf } from '../transparency/index.ts';
import type { ApprovalRow } from './store.ts';

export type ApprovalEvent = 'proposed' | 'approved' | 'rejected' | 'withdrawn' | 'expired';

/** What the public may know of a proposal and its outcome: everything but who it is about and what they are called. */
export async function logApproval(
  tx: Tx,
  deps: Pick<NodeContext, 'clock' | 'seal'>,
  row: ApprovalRow,
  event: ApprovalEvent,
  decidedBy: string | null = null,
): Promise<void> {
  const subject = commitmentLeaf('approval', canonicalJson(subjectValue(row)), row.subject_salt);
  await appendEntry(tx, deps, {
    kind: 'approval',
    at: toEdge(deps.clock.now()),
    event,
    approval: row.approval_id,
    about: row.kind,
    ground: row.ground,
    documentNumber: row.document_number,
    division: row.division,
    count: row.subject_count,
    endsAt: toEdge(row.ends_at),
    subject: Buffer.from(subject).toString('base64url'),
    proposedBy: pseudonymOf(deps, 'staff', row.proposed_by),
    decidedBy: decidedBy === null ? null : pseudonymOf(deps, 'staff', decidedBy),
  });
}

function subjectValue(row: ApprovalRow) {
  return { approval: row.approval_id, subject: row.subject };
}
