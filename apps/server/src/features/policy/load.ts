import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, compilePack, type Pack, type ValueSets } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import type { Purpose } from './packs.ts';
import { appendEntry } from '../transparency/index.ts';

export interface LoadDeps extends Pick<NodeContext, 'db' | 'clock' | 'config'> {
  /** Told in the same transaction: whoever was decided on for this purpose is looked at anew then. */
  readonly packComesIntoForce: (tx: Tx, purpose: Purpose, at: Date) => Promise<void>;
}

/** A pack with the lists it names: all that a decision needs to be made again. */
export interface StoredPack {
  readonly pack: Pack;
  readonly valueSets: ValueSets;
}

/**
 * Takes the packs of policies/<division>/ into the node. A pack is known by id and version: one that is new is checked, stored and
 * logged; one whose content, or whose value sets, changed under the same version is refused, since decisions already name it.
 * @throws PolicyError for a pack that does not compile; Error naming a pack that was changed
 */
export async function loadPacks(deps: LoadDeps): Promise<void> {
  const sets = await readValueSets(join(deps.config.policiesFolder, 'value-sets'));
  const folder = join(deps.config.policiesFolder, deps.config.division);
  for (const name of (await readdir(folder)).toSorted()) {
    const pack = JSON.parse(await readFile(join(folder, name, 'policy.json'), 'utf8')) as Pack;
    compilePack(pack, sets);
    const valueSets = Object.fromEntries(pack.valueSets.map((set) => [set, sets[set] ?? []]));
    await storePack(deps, { pack, valueSets });
  }
}

async function readValueSets(folder: string): Promise<ValueSets> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const sets = await Promise.all(
    files.map(
      async (name) => JSON.parse(await readFile(join(folder, name), 'utf8')) as { id: string; values: string[] },
    ),
  );
  return Object.fromEntries(sets.map(({ id, values }) => [id, values]));
}

async function storePack(deps: LoadDeps, stored: StoredPack): Promise<void> {
  const { pack } = stored;
  const content = canonicalJson(stored);
  const hash = sha256(content);
  await transact(deps.db, async (tx) => {
    const now = deps.clock.now();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('policy_pack')
      .values({
        pack_id: pack.id,
        version: pack.version,
        purpose: pack.purpose,
        valid_from: new Date(pack.validFrom),
        valid_to: new Date(pack.validTo),
        content,
        content_hash: hash,
        loaded_at: now,
      })
      .onConflict((conflict) => conflict.columns(['pack_id', 'version']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) return requireSame(tx, pack, hash);
    const begins = new Date(pack.validFrom);
    await deps.packComesIntoForce(tx, pack.purpose, begins > now ? begins : now);
    await appendEntry(tx, deps, {
      kind: 'policy-pack',
      id: pack.id,
      version: pack.version,
      sha256: hash.toString('base64url'),
      at: now.toISOString(),
    });
  });
}

async function requireSame(tx: Tx, pack: Pack, hash: Buffer): Promise<void> {
  const known = await tx
    .selectFrom('policy_pack')
    .select('content_hash')
    .where('pack_id', '=', pack.id)
    .where('version', '=', pack.version)
    .executeTakeFirstOrThrow();
  if (known.content_hash.equals(hash)) return;
  throw new Error(`policy pack ${pack.id} ${pack.version} was changed: give the change a new version`);
}
