import { divisionPrefix } from '@tongxing/rules';
import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { identityOf, lockPeople, personCard } from '../identity/index.ts';
import { recordStaffAccess } from '../staff/index.ts';
import { isGreen } from './apply.ts';
import { findTransfer, lockForDesk, reject, type TransferRow, updateTransfer } from './store.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

const shownAtOnce = 50;
const together = 100;

/** What waits for the desks of the caller's division, the first due first. She sees that it was looked at. */
export async function listCases(tx: Tx, deps: Deps, staff: StaffPrincipal): Promise<schemas.TransferCase[]> {
  const rows = await tx
    .selectFrom('transfer')
    .selectAll()
    .where('state', '=', 'in-review')
    .where('division', 'like', `${divisionPrefix(staff.division)}%`)
    .orderBy('due_at')
    .limit(shownAtOnce)
    .execute();
  const cases: schemas.TransferCase[] = [];
  for (const row of rows) cases.push(await describeCase(tx, deps, staff, row));
  return cases;
}

async function describeCase(tx: Tx, deps: Deps, staff: StaffPrincipal, row: TransferRow) {
  await record(tx, deps, staff, row);
  const { address, employer } = JSON.parse(deps.seal.open('application', row.details_sealed)) as {
    address?: string;
    employer?: string;
  };
  return {
    transferId: row.transfer_id,
    originDivision: row.origin,
    residence: row.residence,
    maskedName: (await personCard(tx, deps, row.person_id)).maskedName,
    documentNumber: (await identityOf(tx, deps, row.person_id)).documentNumber,
    address: address ?? null,
    employer: employer ?? null,
    staySince: toEdge(row.stay_since),
    appliedAt: toEdge(row.applied_at),
    dueAt: toEdge(row.due_at!),
    escalated: row.escalated_at !== null,
  };
}

function record(tx: Tx, deps: Deps, staff: StaffPrincipal, row: TransferRow): Promise<string> {
  return recordStaffAccess(tx, deps, {
    staff,
    personId: row.person_id,
    purpose: 'community-service',
    seen: ['identity', 'document', 'division'],
    reference: row.transfer_id,
  });
}

/**
 * The desk where she lives decides. What it agrees to, her province of origin is asked for; until that one agrees nothing has changed.
 * @throws Refusal not-found, transfer-closed, transfer-not-green
 */
export async function decideTransfer(
  tx: Tx,
  deps: Deps,
  staff: StaffPrincipal,
  transferId: string,
  decision: schemas.TransferDecision,
): Promise<void> {
  const row = await lockForDesk(tx, staff, transferId);
  if (row.state !== 'in-review') throw new Refusal('transfer-closed');
  const decided = { decided_at: deps.clock.now(), decided_by: staff.staffId };
  await record(tx, deps, staff, row);
  if (decision.decision === 'reject') {
    await updateTransfer(tx, row).set(decided).execute();
    await reject(tx, deps, row, decision.ground);
    return;
  }
  if (!(await isGreen(tx, row.person_id))) throw new Refusal('transfer-not-green');
  await updateTransfer(tx, row)
    .set({ ...decided, state: 'telling-origin', due_at: deps.clock.now() })
    .execute();
}

/** What no desk has decided in time goes to the province, with a time of its own. */
export async function escalateDue(deps: Deps, now: Date): Promise<void> {
  const due = await deps.db
    .selectFrom('transfer')
    .select(['person_id', 'transfer_id'])
    .where('state', '=', 'in-review')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(together)
    .execute();
  for (const { person_id: personId, transfer_id: transferId } of due) {
    await transact(deps.db, async (tx) => {
      await lockPeople(tx, [personId]);
      const row = await findTransfer(tx, personId, transferId);
      if (row?.state !== 'in-review' || row.due_at === null || row.due_at > now) return;
      const dueAt = addSeconds(now, deps.province.application.escalatedHours * 3600);
      await updateTransfer(tx, row)
        .set({ division: deps.province.division, escalated_at: now, due_at: dueAt })
        .execute();
    });
  }
}
