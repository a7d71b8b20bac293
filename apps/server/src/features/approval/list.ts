import { approvalKinds, type ApprovalKindName, type schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';
import type { JsonValue } from '../transparency/index.ts';
import { isOpen } from './decide.ts';
import { groundsOf, kindNamed, type KnownKinds } from './kind.ts';
import { readApprovals, type ApprovalRow } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal'> & KnownKinds;

/** What a member of staff proposed, may decide on, or, as an auditor, oversees. */
export async function listApprovals(
  deps: Deps,
  staff: StaffPrincipal,
  state: schemas.ApprovalState | undefined,
): Promise<schemas.Approval[]> {
  const rows = await readApprovals(deps.db, {
    prefix: divisionPrefix(staff.division),
    staffId: staff.staffId,
    ...(state === undefined ? {} : { state }),
  });
  return rows.filter((row) => concerns(deps, staff, row)).map((row) => describe(deps, staff, row));
}

function concerns(deps: Deps, staff: StaffPrincipal, row: ApprovalRow): boolean {
  const kind = deps.approvalKinds.find(({ name }) => name === row.kind);
  // A kind of an earlier version leaves its rows behind.
  if (kind === undefined) return false;
  const { proposers, deciders } = kind;
  return row.proposed_by === staff.staffId || [...proposers, ...deciders, 'auditor'].includes(staff.role);
}

function describe(deps: Deps, staff: StaffPrincipal, row: ApprovalRow): schemas.Approval {
  const kind = kindNamed(deps, row.kind);
  const { zh, en } = approvalKinds[row.kind as ApprovalKindName];
  const mine = row.proposed_by === staff.staffId;
  const decider = kind.deciders.includes(staff.role);
  const samePerson = staff.personIndex === null || row.proposed_by_person.equals(staff.personIndex);
  const payload = () => JSON.parse(deps.seal.open('approval', row.payload_sealed)) as JsonValue;
  return {
    approvalId: row.approval_id,
    kind: row.kind,
    kindName: { zh, en },
    division: row.division,
    ground: row.ground,
    groundName: groundsOf(kind.name)[row.ground] ?? { zh: row.ground, en: row.ground },
    documentNumber: row.document_number,
    count: row.subject_count,
    endsAt: toEdge(row.ends_at),
    state: row.state as schemas.ApprovalState,
    proposedAt: toEdge(row.proposed_at),
    expiresAt: toEdge(row.expires_at),
    decidedAt: toEdgeOrNull(row.decided_at),
    mine,
    toDecide: decider && !mine && !samePerson && isOpen(row, deps.clock.now()),
    content: mine || decider ? kind.describe(payload()) : [],
  };
}
