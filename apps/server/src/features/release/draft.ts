import type { schemas } from '@tongxing/contract';
import { canonicalJson, type Pack } from '@tongxing/rules';
import { requireDivision } from '../../division-scope.ts';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read, type Tx } from '../../platform/db.ts';
import type { StaffPrincipal } from '../../platform/http/principal.ts';
import { newId } from '../../platform/ids.ts';
import { Refusal } from '../../platform/refusal.ts';
import { coversDivision } from '../../province.ts';
import { requireDivisions } from '../division/index.ts';
import { contentHash, packRows, type ReleaseContent, type ReleaseRow, type StoredPack } from '../policy/index.ts';
import { logRelease } from './log.ts';
import { lastRelease, releaseFor, stateOf } from './state.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'divisions'>;

/**
 * Drafts a release. Nothing is in force by it.
 * @returns its id
 * @throws Refusal division-unknown, not-permitted, release-faulty
 */
export function createRelease(deps: Deps, by: StaffPrincipal, draft: schemas.ReleaseDraft): Promise<string> {
  requireOwn(deps, by, draft);
  return transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const content = await contentOf(tx, deps, draft);
    const release = {
      release_id: newId(now),
      division: draft.division,
      content: canonicalJson(content),
      content_hash: contentHash(content),
      drafted_by: by.staffId,
      drafted_at: now,
      changed_at: now,
      approval_id: null,
    };
    await tx.insertInto('policy_release').values(release).execute();
    await logRelease(tx, deps, 'drafted', { ...release, content });
    return release.release_id;
  });
}

/**
 * Changes a draft: what was simulated of it counts no longer.
 * @throws Refusal not-found, division-unknown, not-permitted, release-faulty, release-closed
 */
export function changeRelease(
  deps: Deps,
  by: StaffPrincipal,
  releaseId: string,
  draft: schemas.ReleaseDraft,
): Promise<string> {
  return transact(deps.db, async (tx) => {
    const row = await releaseFor(tx, by, releaseId, 'lock');
    requireOwn(deps, by, draft);
    await requireDraft(tx, deps, row);
    const content = await contentOf(tx, deps, draft);
    const changed = {
      division: draft.division,
      content: canonicalJson(content),
      content_hash: contentHash(content),
      changed_at: deps.clock.now(),
      approval_id: null,
    };
    await tx.updateTable('policy_release').set(changed).where('release_id', '=', releaseId).execute();
    await logRelease(tx, deps, 'changed', { ...row, ...changed, content });
    return releaseId;
  });
}

/** @throws Refusal release-closed */
export async function requireDraft(read: Read, deps: Pick<NodeContext, 'clock'>, row: ReleaseRow): Promise<void> {
  const { state } = await stateOf(read, row, deps.clock.now());
  if (state !== 'draft') throw new Refusal('release-closed');
}

function requireOwn({ divisions, clock }: Deps, by: StaffPrincipal, { division }: schemas.ReleaseDraft): void {
  requireDivisions(divisions, [{ path: '/body/division', code: division, from: clock.now() }]);
  requireDivision(by, division);
}

/** The content of a draft, with the packs bound by their hashes. @throws Refusal release-faulty */
async function contentOf(tx: Tx, { config }: Deps, draft: schemas.ReleaseDraft): Promise<ReleaseContent> {
  const { title, doors, texts, notices } = draft;
  const rows = await packRows(tx, draft.packs);
  const errors: { path: string; rule: string; text: schemas.Bilingual }[] = [];
  const packs = draft.packs.flatMap(({ id, version }, i) => {
    const row = rows.find((each) => each.pack_id === id && each.version === version);
    if (row !== undefined) return [{ id, version, sha256: row.content_hash.toString('base64url') }];
    errors.push({ path: `/body/packs/${i}`, rule: 'pack-known', text: unknownPack });
    return [];
  });
  const held = rows.map((row) => (row.content as StoredPack).pack);
  for (const purpose of ['resident', 'entry'] as const) {
    const covers = held.some((pack) => pack.purpose === purpose && pack.divisions.includes(config.division));
    if (!covers) errors.push({ path: '/body/packs', rule: `province-${purpose}`, text: noProvincialPack });
  }
  const content: ReleaseContent = {
    title,
    packs,
    ...(doors === undefined ? {} : { doors }),
    ...(texts === undefined ? {} : { texts }),
    ...(notices === undefined ? {} : { notices }),
  };
  if (errors.length === 0) errors.push(...(await beyond(tx, config.division, draft.division, content, held)));
  if (errors.length > 0) throw new Refusal('release-faulty', { errors });
  return content;
}

/** A city may release its own rules and leaves those of others as they are. */
async function beyond(
  tx: Tx,
  province: string,
  division: string,
  content: ReleaseContent,
  held: readonly Pack[],
): Promise<{ path: string; rule: string; text: schemas.Bilingual }[]> {
  if (division === province) return [];
  const last = await lastRelease(tx);
  const key = ({ id, version }: { id: string; version: string }) => `${id} ${version}`;
  const before = new Set(last.content.packs.map(key));
  const after = new Set(content.packs.map(key));
  const gone = await packRows(
    tx,
    last.content.packs.filter((pack) => !after.has(key(pack))),
  );
  const touched = [
    ...held.filter((pack) => !before.has(key(pack))),
    ...gone.map((row) => (row.content as StoredPack).pack),
  ];
  const outside = touched.some(({ divisions }) => !divisions.every((inside) => coversDivision(division, inside)));
  const same = (part: 'doors' | 'texts') =>
    canonicalJson(content[part] ?? null) === canonicalJson(last.content[part] ?? null);
  if (!outside && same('doors') && same('texts')) return [];
  return [{ path: '/body', rule: 'own-division', text: notYours }];
}

const unknownPack = { zh: '没有这个规则包和版本。', en: 'There is no such pack and version.' };
const noProvincialPack = {
  zh: '须有适用于全省的居民规则包和入省规则包各一个。',
  en: 'The province needs a pack for residents and one for entry.',
};
const notYours = {
  zh: '只能调整本区划的规则包;全省的规则、门岗规则和文字由省级发布。',
  en: 'Only packs of your own division can change here; what is the province’s is released by the province.',
};
