import type { schemas } from '@tongxing/contract';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { ApprovalKind, ApprovedProposal } from '../approval/index.ts';
import { publishOwnAreas, type RiskPublication } from '../facts/index.ts';
import { announcedAreas } from './announced.ts';
import type { AreasPayload } from './propose-areas.ts';
import { lockAreaList, requireAreaList } from './stored-area-list.ts';

export type AnnounceDeps = Pick<NodeContext, 'clock'> & {
  readonly areasChanged: (tx: Tx, before: RiskPublication | undefined, now: RiskPublication) => Promise<void>;
};

/** Areas that the province announces itself. */
export function riskAreas(deps: AnnounceDeps & Pick<NodeContext, 'province'>): ApprovalKind {
  return {
    name: 'risk-areas',
    proposers: ['health-data'],
    deciders: ['health-data', 'policy-approver'],
    maximumDays: deps.province.listing.maximumDays,
    describe: (payload) =>
      Object.entries(payload as AreasPayload).map(([name, value]) => ({ name, value: String(value) })),
    carryOut: (tx, approved) => announce(tx, deps, approved),
  };
}

/** Takes the place of what the division announced before. @throws Refusal list-preview-needed */
async function announce(tx: Tx, deps: AnnounceDeps, { payload }: ApprovedProposal): Promise<void> {
  const { areaListId, previewHash } = payload as AreasPayload;
  const now = deps.clock.now();
  const list = await lockAreaList(tx, areaListId);
  if (list?.state !== 'proposed' || list.preview?.hash !== previewHash) throw new Refusal('list-preview-needed');
  await tx
    .updateTable('area_list')
    .set({ state: 'replaced', closed_at: now })
    .where('division', '=', list.division)
    .where('state', '=', 'in-force')
    .execute();
  await tx
    .updateTable('area_list')
    .set({ state: 'in-force', in_force_at: now })
    .where('area_list_id', '=', areaListId)
    .execute();
  await publishOwnAreas(tx, deps, await announcedAreas(tx, now));
}

/**
 * One person suffices to take areas back: whoever was there is decided anew.
 * @throws Refusal not-found, list-closed for a list that is not in force
 */
export function withdrawAreas(
  deps: AnnounceDeps & Pick<NodeContext, 'db'>,
  staff: StaffPrincipal,
  areaListId: string,
): Promise<schemas.AreasWithdrawn> {
  return transact(deps.db, async (tx) => {
    const list = await requireAreaList(tx, staff, areaListId);
    if (list.state !== 'in-force') throw new Refusal('list-closed');
    const now = deps.clock.now();
    await tx
      .updateTable('area_list')
      .set({ state: 'withdrawn', closed_at: now })
      .where('area_list_id', '=', areaListId)
      .execute();
    await publishOwnAreas(tx, deps, await announcedAreas(tx, now));
    return { areaListId, state: 'withdrawn' as const };
  });
}
