import type { schemas } from '@tongxing/contract';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { JsonValue } from '../transparency/index.ts';
import { kindNamed, type KnownKinds } from './kind.ts';
import { logApproval } from './log.ts';
import { requireAnother, requireParty } from './party.ts';
import { closeApproval, lockApproval, type ApprovalRow } from './store.ts';

export type DecideDeps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'> & KnownKinds;

export type Outcome = schemas.ApprovalState;

/**
 * The second person approves or rejects. Approved, it is carried out in the same transaction, so that nothing is approved without
 * effect and nothing takes effect without approval; either way the log says so.
 * @throws Refusal not-found, not-permitted, personnel-number-missing, approval-too-early, approval-same-person, approval-closed, and
 *   whatever `carryOut` refuses
 */
export function decide(
  deps: DecideDeps,
  by: StaffPrincipal,
  approvalId: string,
  decision: 'approve' | 'reject',
): Promise<Outcome> {
  return transact(deps.db, async (tx) => {
    const row = await lockApproval(tx, approvalId);
    if (row === undefined) throw new Refusal('not-found');
    requireDivision(by, row.division, 'not-found');
    const kind = kindNamed(deps, row.kind);
    if (!kind.deciders.includes(by.role)) throw new Refusal('not-permitted');
    requireAnother(row, by, requireParty(deps, by));
    requireOpen(deps, row);
    if (decision === 'reject') return close(tx, deps, row, 'rejected', by.staffId);
    await kind.carryOut(tx, {
      approvalId,
      subject: row.subject,
      division: row.division,
      endsAt: row.ends_at,
      payload: JSON.parse(deps.seal.open('approval', row.payload_sealed)) as JsonValue,
      proposedBy: row.proposed_by,
      decidedBy: by.staffId,
      deciderDivision: by.division,
    });
    return close(tx, deps, row, 'approved', by.staffId);
  });
}

/** The proposer takes it back. @throws Refusal not-found, also for a proposal of somebody else; approval-closed */
export function withdraw(deps: DecideDeps, by: StaffPrincipal, approvalId: string): Promise<Outcome> {
  return transact(deps.db, async (tx) => {
    const row = await lockApproval(tx, approvalId);
    if (row === undefined || row.proposed_by !== by.staffId) throw new Refusal('not-found');
    requireOpen(deps, row);
    return close(tx, deps, row, 'withdrawn', by.staffId);
  });
}

/** Closes every open proposal of an account that has lost the right to make it. */
export async function withdrawAllOf(tx: Tx, deps: Pick<DecideDeps, 'clock' | 'seal'>, staffId: string): Promise<void> {
  const rows = await tx
    .selectFrom('approval')
    .selectAll()
    .where('proposed_by', '=', staffId)
    .where('state', '=', 'proposed')
    .forUpdate()
    .execute();
  for (const row of rows) await close(tx, deps, row, 'withdrawn', null);
}

/** Closes what nobody has decided in time, or what would have ended before it began. */
export function expire(deps: Pick<DecideDeps, 'db' | 'clock' | 'seal'>): Promise<void> {
  return transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const rows = await tx
      .selectFrom('approval')
      .selectAll()
      .where('state', '=', 'proposed')
      .where((e) => e.or([e('expires_at', '<=', now), e('ends_at', '<=', now)]))
      .limit(500)
      .forUpdate()
      .execute();
    for (const row of rows) await close(tx, deps, row, 'expired', null);
  });
}

/** Past its time it is closed, whether or not anybody has looked since. */
export function isOpen(row: ApprovalRow, now: Date): boolean {
  return row.state === 'proposed' && row.expires_at > now && row.ends_at > now;
}

function requireOpen(deps: Pick<NodeContext, 'clock'>, row: ApprovalRow): void {
  if (!isOpen(row, deps.clock.now())) throw new Refusal('approval-closed');
}

async function close(
  tx: Tx,
  deps: Pick<DecideDeps, 'clock' | 'seal'>,
  row: ApprovalRow,
  state: Exclude<Outcome, 'proposed'>,
  by: string | null,
): Promise<Outcome> {
  await closeApproval(tx, row.approval_id, { state, by, at: deps.clock.now() });
  await logApproval(tx, deps, row, state, by);
  return state;
}
