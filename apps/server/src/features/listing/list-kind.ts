import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { enqueue } from '../../platform/jobs.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ApprovalKind, ApprovedProposal } from '../approval/index.ts';
import { logList } from './log.ts';
import { needsProvince } from './limits.ts';
import { contentOf } from './preview.ts';
import type { ListPayload } from './propose-list.ts';
import { noteStop } from './stops.ts';
import { lockList, type StoredList } from './stored-list.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'seal' | 'province'>;

/** The job that applies a list, or takes it back, until it is done. */
export const listJob = 'listing.carry-out';

/** A list that colours people. */
export function colourList(deps: Deps): ApprovalKind {
  return {
    name: 'colour-list',
    proposers: ['health-data'],
    deciders: ['health-data', 'policy-approver'],
    maximumDays: deps.province.listing.maximumDays,
    describe: (payload) => {
      const { listId, previewHash } = payload as ListPayload;
      return Object.entries({ listId, previewHash }).map(([name, value]) => ({ name, value }));
    },
    carryOut: (tx, approved) => putInForce(tx, deps, approved),
  };
}

/** @throws Refusal list-preview-needed, list-preview-unseen, province-approver-needed */
async function putInForce(tx: Tx, deps: Deps, approved: ApprovedProposal): Promise<void> {
  const now = deps.clock.now();
  const { listId, previewHash, content } = approved.payload as ListPayload;
  const list = await lockList(tx, listId);
  // Who is on it is who was on it when the preview was made.
  const same = list?.state === 'proposed' && list.preview?.hash === previewHash;
  if (!same || content !== (await contentOf(tx, listId))) throw new Refusal('list-preview-needed');
  await requireRead(tx, listId, approved.decidedBy, previewHash);
  if ((await needsProvince(tx, deps, list)) && approved.deciderDivision !== deps.province.division) {
    await noteBeyond(deps, list, approved.decidedBy);
    throw new Refusal('province-approver-needed');
  }
  await tx
    .updateTable('colour_list')
    .set({ state: 'in-force', in_force_at: now, approved_by: approved.decidedBy, due_at: now })
    .where('list_id', '=', listId)
    .execute();
  await logList(tx, deps, list, { event: 'in-force', by: approved.proposedBy, approvedBy: approved.decidedBy });
  await enqueue(tx, listJob, { listId }, `${listJob}:${listId}`);
}

/** In a transaction of its own: that it was tried stays, though the approval does not. */
function noteBeyond(deps: Deps, list: StoredList, staffId: string): Promise<void> {
  const { division, ground, document_number: documentNumber, entries: people } = list;
  const stop = { what: 'list', why: 'province-approver-needed', division, ground, documentNumber, people } as const;
  return transact(deps.db, (tx) => noteStop(tx, deps, { staffId }, stop));
}

async function requireRead(tx: Tx, listId: string, staffId: string, previewHash: string): Promise<void> {
  const read = await tx
    .selectFrom('list_preview_read')
    .select('read_at')
    .where('list_id', '=', listId)
    .where('staff_id', '=', staffId)
    .where('preview_hash', '=', Buffer.from(previewHash, 'base64url'))
    .executeTakeFirst();
  if (read === undefined) throw new Refusal('list-preview-unseen');
}
