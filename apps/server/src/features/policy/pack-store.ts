import { canonicalJson, type Pack, type ValueSets } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import type { Read, Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { appendEntry } from '../transparency/index.ts';

/** A pack with the lists it names: all that a decision needs to be made again. */
export interface StoredPack {
  readonly pack: Pack;
  readonly valueSets: ValueSets;
}

/** What a pack is bound by where it is named: see {@link ReleasedPack}. */
export function packHash(stored: StoredPack): Buffer {
  return sha256(canonicalJson(stored));
}

/**
 * Makes a pack available, and logs it. Nothing is judged by it until a release names it.
 * @returns whether it may be named: false where another content is known under this id and version
 */
export async function storePack(
  tx: Tx,
  deps: Pick<NodeContext, 'clock'>,
  stored: StoredPack,
  draftedBy: string | null = null,
): Promise<boolean> {
  const { pack } = stored;
  const hash = packHash(stored);
  const now = deps.clock.now();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('policy_pack')
    .values({
      pack_id: pack.id,
      version: pack.version,
      purpose: pack.purpose,
      valid_from: new Date(pack.validFrom),
      valid_to: new Date(pack.validTo),
      content: canonicalJson(stored),
      content_hash: hash,
      loaded_at: now,
      drafted_by: draftedBy,
    })
    .onConflict((conflict) => conflict.columns(['pack_id', 'version']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return (await packStoredAs(tx, pack.id, pack.version)).hash.equals(hash);
  await appendEntry(tx, deps, {
    kind: 'policy-pack',
    id: pack.id,
    version: pack.version,
    sha256: hash.toString('base64url'),
    at: now.toISOString(),
  });
  return true;
}

/** @throws Error for a pack that is not here */
export async function packStoredAs(
  read: Read,
  id: string,
  version: string,
): Promise<{ content: unknown; hash: Buffer }> {
  const row = await read
    .selectFrom('policy_pack')
    .select(['content', 'content_hash'])
    .where('pack_id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) throw new Error(`there is no policy pack ${id} ${version}`);
  return { content: row.content, hash: row.content_hash };
}
