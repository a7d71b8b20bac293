import { addSeconds, toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { NodeContext } from '../../node-context.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { propose, type ProposeDeps } from '../approval/index.ts';
import { contentOf } from './preview.ts';
import { requireDraft, type StoredList } from './stored-list.ts';
import { noteStop } from './stops.ts';

export type ProposeListDeps = Pick<NodeContext, 'db'> & ProposeDeps;

/** What the second person agrees to: these people, with these consequences. */
export type ListPayload = { readonly listId: string; readonly previewHash: string; readonly content: string };

const stopCodes = {
  nobody: 'list-empty',
  'outside-division': 'list-outside-division',
  'without-link': 'list-without-link',
} as const;

/**
 * Puts a draft before a second person, exactly as its preview shows it. What the preview stops is refused, and the attempt is kept.
 * @throws Refusal not-found, list-not-a-draft, list-preview-needed, list-empty, list-outside-division, list-without-link, and what
 *   `propose` refuses
 */
export async function proposeList(
  deps: ProposeListDeps,
  staff: StaffPrincipal,
  listId: string,
  previewHash: string,
): Promise<{ listId: string; approvalId: string }> {
  const outcome = await transact(deps.db, async (tx) => {
    const list = await requireDraft(tx, staff, listId);
    const preview = await requirePreview(tx, deps, list, previewHash);
    const [stop] = preview.stops;
    if (stop !== undefined) {
      const { division, ground, document_number: documentNumber, entries: people } = list;
      const why = stopCodes[stop];
      await noteStop(tx, deps, staff, { what: 'list', why, division, ground, documentNumber, people });
      return { stopped: why };
    }
    const approvalId = await put(tx, deps, staff, list, { listId, previewHash, content: preview.content });
    await tx
      .updateTable('colour_list')
      .set({ state: 'proposed', approval_id: approvalId, due_at: addSeconds(deps.clock.now(), 60) })
      .where('list_id', '=', listId)
      .execute();
    return { approvalId };
  });
  // After the commit: that it was tried stays.
  if ('stopped' in outcome) throw new Refusal(outcome.stopped);
  return { listId, approvalId: outcome.approvalId };
}

/** The preview is this one, of the list as it is, and not old. @throws Refusal list-preview-needed */
async function requirePreview(tx: Tx, { clock, province }: ProposeListDeps, list: StoredList, hash: string) {
  const { preview, revision, preview_revision: of } = list;
  const oldest = addSeconds(clock.now(), -province.listing.previewHours * 3600);
  const fits = preview !== null && preview.hash === hash && of === revision && new Date(preview.madeAt) >= oldest;
  if (!fits || preview.content !== (await contentOf(tx, list.list_id))) throw new Refusal('list-preview-needed');
  return preview;
}

function put(
  tx: Tx,
  deps: ProposeListDeps,
  proposedBy: StaffPrincipal,
  list: StoredList,
  payload: ListPayload,
): Promise<string> {
  const ground = { ground: list.ground, documentNumber: list.document_number, endsAt: toEdge(list.ends_at) };
  const { division, entries: count, list_id: subject } = list;
  return propose(tx, deps, { kind: 'colour-list', subject, division, count, ground, payload, proposedBy });
}
