import type { schemas } from '@tongxing/contract';
import { releaseChanges, type ComparedPack } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { toEdge, toEdgeOrNull } from '../../platform/clock.ts';
import type { Read } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { divisionPrefix } from '@tongxing/rules';
import { packRows, type ReleaseContent, type ReleaseRow, type StoredPack } from '../policy/index.ts';
import { lastRelease, releaseFor, stateOf } from './state.ts';

type Deps = Pick<NodeContext, 'db' | 'clock'>;

/** The newest 200 releases of a division and below. */
export async function listReleases(deps: Deps, by: StaffPrincipal): Promise<schemas.ReleaseSummary[]> {
  const rows = await deps.db
    .selectFrom('policy_release')
    .selectAll()
    .where('division', 'like', `${divisionPrefix(by.division)}%`)
    .orderBy('drafted_at', 'desc')
    .limit(200)
    .execute();
  const now = deps.clock.now();
  return Promise.all(rows.map((row) => summarise(deps.db, row as ReleaseRow, now)));
}

/** A release with what it changes against what is in force last, in words. @throws Refusal not-found */
export async function describeRelease(deps: Deps, by: StaffPrincipal, releaseId: string): Promise<schemas.Release> {
  const { db } = deps;
  const row = await releaseFor(db, by, releaseId);
  const last = await lastRelease(db);
  const { content } = row;
  const changes = releaseChanges(await comparedPacks(db, last.content), await comparedPacks(db, content));
  return {
    ...(await summarise(db, row, deps.clock.now())),
    packs: await describePacks(db, content),
    doors: [...(content.doors ?? [])],
    texts: content.texts ?? {},
    notices: [...(content.notices ?? [])],
    approvalId: row.approval_id,
    changes: changes.map((change) => ({ ...change })),
  };
}

async function summarise(read: Read, row: ReleaseRow, now: Date): Promise<schemas.ReleaseSummary> {
  const { state, effectiveAt } = await stateOf(read, row, now);
  return {
    releaseId: row.release_id,
    division: row.division,
    title: row.content.title,
    sha256: row.content_hash.toString('base64url'),
    state,
    effectiveAt: toEdgeOrNull(effectiveAt),
    changedAt: toEdge(row.changed_at),
  };
}

/** The packs of a release as anybody may see them listed. */
export async function describePacks(read: Read, content: ReleaseContent): Promise<schemas.Release['packs']> {
  const rows = await packRows(read, content.packs);
  return rows.map((row) => {
    const { id, version, purpose, divisions, validFrom, validTo } = (row.content as StoredPack).pack;
    const sha256 = row.content_hash.toString('base64url');
    return { id, version, sha256, purpose, divisions, validFrom, validTo };
  });
}

async function comparedPacks(read: Read, { packs }: ReleaseContent): Promise<ComparedPack[]> {
  return (await packRows(read, packs)).map((row) => row.content as StoredPack);
}
