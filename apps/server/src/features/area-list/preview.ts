import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import { sql } from 'kysely';
import type { NodeContext } from '../../node-context.ts';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { sha256 } from '../../platform/ids.ts';
import { coloursWith, type OutlookDeps } from '../decision/index.ts';
import { latestPublication } from '../facts/index.ts';
import { changedAreas } from '../recolouring/index.ts';
import { sojournersIn } from '../sojourn/index.ts';
import { announcedAreas } from './announced.ts';
import { requireAreaList, type StoredAreaList } from './stored-area-list.ts';

export type AreaPreviewDeps = Pick<NodeContext, 'db'> & OutlookDeps;

/** People whose colour is worked out; of more only the number is given. */
const mostLookedAt = 2000;

/**
 * What a draft would do if it took effect now: who has been in an area that is added or lifted by it, where they live, and how many of
 * them would turn from what to what. Nothing is stored but the preview itself. @throws Refusal not-found
 */
export function previewAreas(
  deps: AreaPreviewDeps,
  staff: StaffPrincipal,
  areaListId: string,
): Promise<schemas.AreaPreview> {
  return transact(deps.db, async (tx) => {
    const list = await requireAreaList(tx, staff, areaListId);
    // What was put before a second person stays as it was when that was done.
    if (list.state !== 'draft' && list.preview !== null) return list.preview;
    const body = await lookAt(tx, deps, list);
    const preview = { ...body, hash: sha256(canonicalJson(body)).toString('base64url') };
    await tx
      .updateTable('area_list')
      .set({ preview: JSON.stringify(preview) })
      .where('area_list_id', '=', areaListId)
      .execute();
    return preview;
  });
}

async function lookAt(tx: Tx, deps: AreaPreviewDeps, list: StoredAreaList): Promise<Omit<schemas.AreaPreview, 'hash'>> {
  const now = deps.clock.now();
  const { before, after, receivedAt } = await areasWith(tx, now, list);
  const people = sojournersIn(changedAreas(before, after));
  const { rows: homes } = await sql<{ division: string | null; count: number }>`
    select residence_division as division, count(*)::int as count from person
     where person_id in (${people}) group by 1 order by 2 desc, 1`.execute(tx);
  const { rows: some } = await sql<{ person_id: string }>`
    select person_id from current_decision where person_id in (${people}) order by 1 limit ${mostLookedAt}`.execute(tx);
  const drafts = new Map(some.map(({ person_id: personId }) => [personId, []] as const));
  const colours = await coloursWith(tx, deps, drafts, { receivedAt, areas: after });
  const changes = new Map<string, schemas.AreaPreview['changes'][number]>();
  for (const { from, to } of colours.values()) {
    const key = `${from} ${to}`;
    changes.set(key, { from, to, count: (changes.get(key)?.count ?? 0) + 1 });
  }
  return {
    areaListId: list.area_list_id,
    division: list.division,
    madeAt: toEdge(now),
    areas: list.areas.length,
    levels: (['high', 'medium', 'low'] as const).map((level) => ({
      level,
      count: list.areas.filter((area) => area.level === level).length,
    })),
    people: homes.reduce((sum, { count }) => sum + count, 0),
    divisions: homes,
    lookedAt: some.length,
    changes: [...changes.values()].toSorted((a, b) => b.count - a.count),
  };
}

/** The areas in force, and those that would be with the draft in place of what its division announced before. */
async function areasWith(tx: Tx, now: Date, list: StoredAreaList) {
  const latest = await latestPublication(tx);
  const before = latest?.areas ?? [];
  const national = before.slice(0, before.length - (latest?.own.length ?? 0));
  const others = await announcedAreas(tx, now, list.division);
  return { before, after: [...national, ...others, ...list.areas], receivedAt: latest?.receivedAt ?? new Date(0) };
}
