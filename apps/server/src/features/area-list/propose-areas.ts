import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import { isProposed, propose, requireGround, type ProposeDeps } from '../approval/index.ts';
import { requireAreaList, type StoredAreaList } from './stored-area-list.ts';

/** What the second person agrees to: these areas, with these consequences. */
export type AreasPayload = {
  readonly areaListId: string;
  readonly previewHash: string;
  readonly areas: number;
  readonly people: number;
  readonly turningWorse: number;
};

export type ProposeAreasDeps = Pick<NodeContext, 'db'> & ProposeDeps;

/**
 * Puts a draft before a second person, exactly as its preview shows it.
 * @throws Refusal not-found, list-not-a-draft, list-preview-needed, and what `propose` refuses
 */
export function proposeAreas(
  deps: ProposeAreasDeps,
  staff: StaffPrincipal,
  areaListId: string,
  { previewHash, approval: ground }: schemas.AreaProposal,
): Promise<schemas.AreaProposed> {
  const maximumDays = deps.province.listing.maximumDays;
  requireGround({ name: 'risk-areas', maximumDays }, deps.clock.now(), ground);
  return transact(deps.db, async (tx) => {
    const list = await requireAreaList(tx, staff, areaListId);
    const { preview, areas, division } = list;
    if (!(await isOpen(tx, deps, list))) throw new Refusal('list-not-a-draft');
    if (preview?.hash !== previewHash) throw new Refusal('list-preview-needed');
    const payload: AreasPayload = {
      areaListId,
      previewHash,
      areas: areas.length,
      people: preview.people,
      turningWorse: preview.changes.reduce((sum, { from, to, count }) => sum + (isWorse(from, to) ? count : 0), 0),
    };
    const approvalId = await propose(tx, deps, {
      kind: 'risk-areas',
      subject: areaListId,
      division,
      count: areas.length,
      ground,
      payload,
      proposedBy: staff,
    });
    await tx
      .updateTable('area_list')
      .set({
        state: 'proposed',
        approval_id: approvalId,
        ground: ground.ground,
        document_number: ground.documentNumber,
        ends_at: new Date(ground.endsAt),
      })
      .where('area_list_id', '=', areaListId)
      .execute();
    return { areaListId, approvalId };
  });
}

/** A draft, also one that the second person did not agree to. */
async function isOpen(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  { state, approval_id: approvalId }: StoredAreaList,
): Promise<boolean> {
  return state === 'draft' || (state === 'proposed' && !(await isProposed(tx, approvalId ?? '', clock.now())));
}

const order = ['green', 'yellow', 'red'];
const isWorse = (from: string | null, to: string) => order.indexOf(to) > Math.max(0, order.indexOf(from ?? 'green'));
