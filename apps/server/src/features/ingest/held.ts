import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { enqueue, type Job } from '../../platform/jobs.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isProposed, propose, requireGround, type ApprovalKind, type ProposeDeps } from '../approval/index.ts';
import { ownersOf } from '../identity/index.ts';
import { requireDivision } from '../staff/index.ts';
import { applyStatements, type ApplyDeps } from './apply.ts';
import { dropPending, heldBy } from './pending.ts';
import { tellPositives } from './positives.ts';
import { findUpload } from './upload-store.ts';

export type HeldDeps = Pick<NodeContext, 'db'> & ApplyDeps & ProposeDeps;

/** What the second person agrees to: so many positive results of this upload. */
type HeldPayload = {
  readonly uploadId: string;
  readonly results: number;
  readonly rows: number;
  readonly unknown: number;
};

const heldJob = 'ingest.held';
/** Results of one transaction: a crash loses at most one batch, which is then done again. */
const together = 500;

/** Positive results beyond what one sender may put in force in a day. */
export function heldResults({ province }: Pick<NodeContext, 'province'>): ApprovalKind {
  return {
    name: 'held-results',
    proposers: ['health-data'],
    deciders: ['health-data', 'policy-approver'],
    maximumDays: province.listing.maximumDays,
    describe: (payload) =>
      Object.entries(payload as HeldPayload).map(([name, value]) => ({ name, value: String(value) })),
    carryOut: async (tx, { payload }) => {
      const { uploadId } = payload as HeldPayload;
      await enqueue(tx, heldJob, { uploadId }, `${heldJob}:${uploadId}`);
    },
  };
}

/**
 * Puts the results of an upload that wait before a second person.
 * @throws Refusal not-found, nothing-held, held-proposed, and what `propose` refuses
 */
export function proposeHeld(
  deps: HeldDeps,
  staff: StaffPrincipal,
  uploadId: string,
  { approval: ground }: schemas.HeldProposal,
): Promise<schemas.HeldProposed> {
  const maximumDays = deps.province.listing.maximumDays;
  requireGround({ name: 'held-results', maximumDays }, deps.clock.now(), ground);
  return transact(deps.db, async (tx) => {
    const upload = await findUpload(tx, uploadId);
    if (upload === undefined) throw new Refusal('not-found');
    requireDivision(staff, upload.division, 'not-found');
    const approved = upload.held_approval_id;
    if (approved !== null && (await isProposed(tx, approved, deps.clock.now()))) throw new Refusal('held-proposed');
    const { results, unknown } = await countHeld(tx, uploadId);
    if (upload.state !== 'done' || results === 0) throw new Refusal('nothing-held');
    const payload: HeldPayload = { uploadId, results, rows: upload.rows, unknown };
    const { division } = upload;
    const approvalId = await propose(tx, deps, {
      kind: 'held-results',
      subject: uploadId,
      division,
      count: results,
      ground,
      payload,
      proposedBy: staff,
    });
    await tx.updateTable('upload').set({ held_approval_id: approvalId }).where('upload_id', '=', uploadId).execute();
    return { uploadId, approvalId, results };
  });
}

/** How many results of an upload wait, and how many of them are about somebody not known here. */
async function countHeld(read: Read, uploadId: string): Promise<{ results: number; unknown: number }> {
  const rows = await read
    .selectFrom('pending_statement')
    .select('document_index')
    .where('within', '=', 'held')
    .where('upload_id', '=', uploadId)
    .execute();
  const owners = await ownersOf(
    read,
    rows.map((row) => row.document_index),
  );
  const unknown = rows.filter((row) => !owners.has(row.document_index.toString('hex'))).length;
  return { results: rows.length, unknown };
}

export function heldJobs(deps: HeldDeps): Job[] {
  return [
    {
      name: heldJob,
      run: async ({ uploadId = '' }) => {
        while (await transact(deps.db, (tx) => letGo(tx, deps, uploadId)));
      },
    },
  ];
}

/** The next results that two have agreed to take effect, as if they had just arrived. False when none is left. */
async function letGo(tx: Tx, deps: HeldDeps, uploadId: string): Promise<boolean> {
  const rows = await heldBy(tx, deps, uploadId, together);
  if (rows.length === 0) return false;
  await dropPending(tx, rows, 'held');
  await tellPositives(tx, deps, rows, null);
  await applyStatements(tx, deps, rows);
  return true;
}
