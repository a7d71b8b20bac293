import { randomBytes } from 'node:crypto';
import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, isCalendarDay } from '../../platform/clock.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { JsonValue } from '../transparency/index.ts';
import { groundsOf, kindNamed, type ApprovalKind, type KnownKinds } from './kind.ts';
import { logApproval } from './log.ts';
import { requireParty } from './party.ts';
import type { ApprovalRow } from './store.ts';

export type ProposeDeps = Pick<NodeContext, 'clock' | 'seal' | 'province'> & KnownKinds;

export interface Proposal {
  readonly kind: ApprovalKind['name'];
  /** An id of what it is about; see {@link ApprovalKind}. */
  readonly subject: string;
  /** Where it takes effect: the proposer and the decider must both cover it. */
  readonly division: string;
  /** How many people or things it is about; 1 unless told. */
  readonly count?: number;
  readonly ground: schemas.ApprovalGround;
  readonly payload: JsonValue;
  readonly proposedBy: StaffPrincipal;
}

/**
 * Puts something that takes two people before the second one, in the caller's transaction, and logs that it was proposed.
 * @returns the approval's id
 * @throws Refusal not-permitted, personnel-number-missing, approval-too-early, approval-invalid
 */
export async function propose(tx: Tx, deps: ProposeDeps, proposal: Proposal): Promise<string> {
  const now = deps.clock.now();
  const { proposedBy, ground } = proposal;
  const kind = kindNamed(deps, proposal.kind);
  if (!kind.proposers.includes(proposedBy.role)) throw new Refusal('not-permitted');
  requireDivision(proposedBy, proposal.division);
  const personIndex = requireParty(deps, proposedBy);
  requireGround(kind, now, ground);
  const row: ApprovalRow = {
    approval_id: newId(now),
    kind: kind.name,
    subject: proposal.subject,
    subject_salt: randomBytes(16),
    division: proposal.division,
    ground: ground.ground,
    document_number: ground.documentNumber,
    subject_count: proposal.count ?? 1,
    ends_at: new Date(ground.endsAt),
    payload_sealed: deps.seal.seal('approval', canonicalJson(proposal.payload)),
    proposed_by: proposedBy.staffId,
    proposed_by_person: personIndex,
    proposed_at: now,
    expires_at: addSeconds(now, deps.province.staff.proposalHours * 3600),
    state: 'proposed',
    decided_by: null,
    decided_at: null,
  };
  await tx.insertInto('approval').values(row).execute();
  await logApproval(tx, deps, row, 'proposed');
  return row.approval_id;
}

/** Is the ground one of the kind's, and the end after now and within the kind's maximum? @throws Refusal approval-invalid */
export function requireGround(
  kind: Pick<ApprovalKind, 'name' | 'maximumDays'>,
  now: Date,
  ground: schemas.ApprovalGround,
): void {
  const errors: { path: string; rule: string }[] = [];
  const grounds = Object.keys(groundsOf(kind.name));
  if (!grounds.includes(ground.ground)) {
    errors.push({ path: '/ground', rule: `one of ${grounds.join(', ')}` });
  }
  const endsAt = new Date(ground.endsAt);
  if (
    !isCalendarDay(ground.endsAt.slice(0, 10)) ||
    !(endsAt > now && endsAt <= addSeconds(now, kind.maximumDays * 86_400))
  ) {
    errors.push({ path: '/endsAt', rule: `after now and within ${kind.maximumDays} days` });
  }
  if (errors.length > 0) throw new Refusal('approval-invalid', { errors });
}
