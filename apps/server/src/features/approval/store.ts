import type { Read, Tx } from '../../platform/db.ts';
import type { ApprovalTable } from '../../platform/database.ts';

export type ApprovalRow = ApprovalTable;

export async function lockApproval(tx: Tx, approvalId: string): Promise<ApprovalRow | undefined> {
  return tx.selectFrom('approval').selectAll().where('approval_id', '=', approvalId).forUpdate().executeTakeFirst();
}

/** Does a proposal still wait for its second person? */
export async function isProposed(read: Read, approvalId: string, now: Date): Promise<boolean> {
  const row = await read
    .selectFrom('approval')
    .select(['state', 'expires_at', 'ends_at'])
    .where('approval_id', '=', approvalId)
    .executeTakeFirst();
  return row?.state === 'proposed' && row.expires_at > now && row.ends_at > now;
}

/** Closes an open proposal; its row is locked by the caller. */
export async function closeApproval(
  tx: Tx,
  approvalId: string,
  outcome: { readonly state: string; readonly by: string | null; readonly at: Date },
): Promise<void> {
  await tx
    .updateTable('approval')
    .set({ state: outcome.state, decided_by: outcome.by, decided_at: outcome.at })
    .where('approval_id', '=', approvalId)
    .execute();
}

/** The newest 200 of a division and below, and those of the person who asks. @param prefix the significant digits of the division */
export async function readApprovals(
  read: Read,
  filter: { readonly prefix: string; readonly staffId: string; readonly state?: string },
): Promise<ApprovalRow[]> {
  let rows = read
    .selectFrom('approval')
    .selectAll()
    .where((e) => e.or([e('division', 'like', `${filter.prefix}%`), e('proposed_by', '=', filter.staffId)]))
    .orderBy('proposed_at', 'desc')
    .limit(200);
  if (filter.state !== undefined) rows = rows.where('state', '=', filter.state);
  return rows.execute();
}

/** How proposals stand, by their ids. */
export async function approvalStates(read: Read, approvalIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await read
    .selectFrom('approval')
    .select(['approval_id', 'state'])
    .where('approval_id', 'in', [...approvalIds])
    .execute();
  return new Map(rows.map((row) => [row.approval_id, row.state]));
}
