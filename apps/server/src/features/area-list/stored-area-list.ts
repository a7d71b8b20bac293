import type { schemas } from '@tongxing/contract';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import type { AreaListTable } from '../../platform/database.ts';
import type { Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { RiskPublication } from '../facts/index.ts';

export type DraftedArea = RiskPublication['areas'][number];

export interface StoredAreaList extends Omit<Selectable<AreaListTable>, 'areas' | 'preview'> {
  readonly areas: readonly DraftedArea[];
  readonly preview: schemas.AreaPreview | null;
}

/** More no province has announced. */
const mostAreas = 20_000;

/** Begins a draft, or begins it anew. @throws Refusal upload-of-another for a list that is no draft any longer */
export async function draftAreas(
  tx: Tx,
  { clock }: Pick<NodeContext, 'clock'>,
  { areaListId, division, draftedBy }: { areaListId: string; division: string; draftedBy: string },
): Promise<void> {
  const fresh = { areas: '[]', preview: null };
  const begun = await tx
    .insertInto('area_list')
    .values({
      area_list_id: areaListId,
      division,
      state: 'draft',
      drafted_by: draftedBy,
      drafted_at: clock.now(),
      ...fresh,
    })
    .onConflict((conflict) => conflict.column('area_list_id').doUpdateSet(fresh).where('area_list.state', '=', 'draft'))
    .executeTakeFirst();
  if (begun.numInsertedOrUpdatedRows === 0n) throw new Refusal('upload-of-another');
}

/** Adds areas to a draft; one that is on it stays once. @returns how many were added @throws Refusal too-large */
export async function addAreas(tx: Tx, areaListId: string, areas: readonly DraftedArea[]): Promise<number> {
  const list = await lockAreaList(tx, areaListId);
  if (list?.state !== 'draft') throw new Refusal('upload-of-another');
  const known = new Set(list.areas.map(contentOf));
  const added = areas.filter((area) => {
    const isNew = !known.has(contentOf(area));
    known.add(contentOf(area));
    return isNew;
  });
  if (known.size > mostAreas) throw new Refusal('too-large', { detail: `a list has at most ${mostAreas} areas` });
  await tx
    .updateTable('area_list')
    .set({ areas: sql`areas || ${JSON.stringify(added)}::jsonb` })
    .where('area_list_id', '=', areaListId)
    .execute();
  return added.length;
}

const contentOf = ({ division, place, level, from, to }: DraftedArea) => [division, place, level, from, to].join(' ');

/** The list, held until the transaction ends. */
export async function lockAreaList(tx: Tx, areaListId: string): Promise<StoredAreaList | undefined> {
  const row = await tx
    .selectFrom('area_list')
    .selectAll()
    .where('area_list_id', '=', areaListId)
    .forUpdate()
    .executeTakeFirst();
  return row as StoredAreaList | undefined;
}

/** @throws Refusal not-found, also for a list of another division */
export async function requireAreaList(tx: Tx, staff: StaffPrincipal, areaListId: string): Promise<StoredAreaList> {
  const list = await lockAreaList(tx, areaListId);
  if (list === undefined) throw new Refusal('not-found');
  requireDivision(staff, list.division, 'not-found');
  return list;
}
