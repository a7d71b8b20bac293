import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { compilePack, divisionPrefix, type Pack, type ValueSets } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import { transact } from '../../platform/db.ts';
import { ensureFirstRelease } from './first-release.ts';
import { packHash, storePack } from './pack-store.ts';
import type { ReleasedPack } from './release-content.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config' | 'province'>;

/**
 * Takes the packs of policies/<division>/ into the node, those of the province and of every division in it. A pack is known by id and
 * version: one that is new is checked, stored and logged; one whose content, or whose value sets, changed under the same version is
 * refused, since decisions already name it. Packs become available by this; a release puts them in force, and where there is none yet,
 * the first is made.
 * @throws PolicyError for a pack that does not compile; Error naming a pack that was changed
 */
export async function loadPacks(deps: Deps): Promise<void> {
  const { policiesFolder, division } = deps.config;
  const sets = await readValueSets(join(policiesFolder, 'value-sets'));
  const own = await loadFolder(deps, join(policiesFolder, division), sets);
  const folders = await readdir(policiesFolder);
  const inside = folders.filter(
    (name) => /^\d{6}$/.test(name) && name !== division && name.startsWith(divisionPrefix(division)),
  );
  for (const name of inside.toSorted()) await loadFolder(deps, join(policiesFolder, name), sets);
  await ensureFirstRelease(deps, own);
}

async function loadFolder(deps: Deps, folder: string, sets: ValueSets): Promise<ReleasedPack[]> {
  const loaded: ReleasedPack[] = [];
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  for (const name of names.toSorted()) {
    const pack = JSON.parse(await readFile(join(folder, name, 'policy.json'), 'utf8')) as Pack;
    compilePack(pack, sets);
    const stored = { pack, valueSets: valueSetsOf(pack, sets) };
    const isStored = await transact(deps.db, (tx) => storePack(tx, deps, stored));
    if (!isStored) {
      throw new Error(`policy pack ${pack.id} ${pack.version} was changed: give the change a new version`);
    }
    loaded.push({ id: pack.id, version: pack.version, sha256: packHash(stored).toString('base64url') });
  }
  return loaded;
}

function valueSetsOf(pack: Pack, sets: ValueSets): ValueSets {
  return Object.fromEntries(pack.valueSets.map((set) => [set, sets[set] ?? []]));
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
