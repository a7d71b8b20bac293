import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '@tongxing/rules';
import { schemas } from '@tongxing/contract';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Read } from '../../platform/db.ts';
import { newId } from '../../platform/ids.ts';
import { appendEntry } from '../transparency/index.ts';
import { holdDecisions } from './activation.ts';
import { packStoredAs } from './pack-store.ts';
import { contentHash, type ReleaseContent, type ReleasedPack } from './release-content.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'province'>;

/** policies/<division>/release.json: what the first release of a node holds. */
const FirstRelease = schemas.closed({
  title: schemas.Bilingual,
  packs: Type.Array(schemas.closed({ id: Type.String(), version: Type.String() }), { minItems: 1 }),
});

/**
 * The first start of a node puts its first release in force, from the earliest day of any of its packs: what release.json names, or all
 * packs of the folder. Whatever comes later takes two people.
 */
export async function ensureFirstRelease(deps: Deps, packs: readonly ReleasedPack[]): Promise<void> {
  const named = await readFirstRelease(deps);
  await transact(deps.db, async (tx) => {
    await holdDecisions(tx);
    const known = await tx.selectFrom('policy_activation').select('activation_id').limit(1).executeTakeFirst();
    if (known !== undefined) return;
    const content: ReleaseContent =
      named === undefined
        ? { title: { zh: `${deps.province.name.zh}现行规则`, en: `Rules of ${deps.province.name.en}` }, packs }
        : { title: named.title, packs: await Promise.all(named.packs.map((pack) => withHash(tx, pack))) };
    const now = deps.clock.now();
    const releaseId = newId(now);
    const hash = contentHash(content);
    await tx
      .insertInto('policy_release')
      .values({
        release_id: releaseId,
        division: deps.config.division,
        content: canonicalJson(content),
        content_hash: hash,
        drafted_at: now,
        changed_at: now,
      })
      .execute();
    await tx
      .insertInto('policy_activation')
      .values({
        activation_id: newId(now),
        release_id: releaseId,
        kind: 'first',
        effective_at: await earliestOf(tx, content),
        approved_at: now,
        handed_over_at: now,
      })
      .execute();
    await appendEntry(tx, deps, {
      kind: 'policy-release',
      at: now.toISOString(),
      event: 'first',
      release: releaseId,
      sha256: hash.toString('base64url'),
      packs: content.packs.map(({ id, version, sha256 }) => ({ id, version, sha256 })),
    });
  });
}

async function readFirstRelease({ config }: Deps): Promise<Static<typeof FirstRelease> | undefined> {
  const file = join(config.policiesFolder, config.division, 'release.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const named: unknown = JSON.parse(text);
  if (Value.Check(FirstRelease, named)) return named;
  const [first] = Value.Errors(FirstRelease, named);
  throw new Error(`${file}: ${first?.instancePath ?? '/'} ${first?.message ?? 'is not valid'}`);
}

async function withHash(read: Read, { id, version }: { id: string; version: string }): Promise<ReleasedPack> {
  return { id, version, sha256: (await packStoredAs(read, id, version)).hash.toString('base64url') };
}

async function earliestOf(read: Read, { packs }: ReleaseContent): Promise<Date> {
  const rows = await read
    .selectFrom('policy_pack')
    .select(['pack_id', 'version', 'valid_from'])
    .where(
      'pack_id',
      'in',
      packs.map(({ id }) => id),
    )
    .execute();
  const own = rows.filter((row) => packs.some(({ id, version }) => id === row.pack_id && version === row.version));
  return new Date(Math.min(...own.map((row) => row.valid_from.getTime())));
}
