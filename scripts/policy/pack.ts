import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkPack, type ComparedPack, divisionAt, divisionPrefix, type Pack } from '@tongxing/rules';
import { readdirSync } from 'node:fs';
import { readJson, readValueSets } from './read.ts';

const fileOf = (path: string): string => {
  const full = resolve(path);
  return full.endsWith('.json') ? full : join(full, 'policy.json');
};

/** The policies folder that a pack lies in: policies/<division>/<pack>/policy.json. */
const policiesOf = (file: string): string => dirname(dirname(dirname(file)));

/** A pack by its folder or its file, with the lists it names. @throws Error, PolicyError where it is not in form */
export function readPack(path: string): ComparedPack {
  const file = fileOf(path);
  const pack = checkPack(readJson(file));
  const sets = readValueSets(policiesOf(file));
  return { pack, valueSets: Object.fromEntries(pack.valueSets.map((name) => [name, sets[name] ?? []])) };
}

/**
 * The pack whose place a draft would take on a new node: of those that release.json of its province names (all of the folder, where
 * there is none), for the same purpose, the one with the narrowest division around the draft's.
 * @throws Error where there is none
 */
export function packInForce(path: string): ComparedPack {
  const file = fileOf(path);
  const draft = checkPack(readJson(file));
  const division = draft.divisions[0]!;
  const province = join(policiesOf(file), divisionAt(division, 'province')!);
  const release = join(province, 'release.json');
  const named = existsSync(release) ? (readJson(release) as { packs: { id: string; version: string }[] }).packs : null;
  const packs = readdirSync(province, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => readPack(join(province, entry.name)))
    .filter(({ pack }) => named === null || named.some(({ id, version }) => id === pack.id && version === pack.version))
    .filter(({ pack }) => pack.purpose === draft.purpose && narrowness(pack, division) > 0);
  const [found] = packs.toSorted((a, b) => narrowness(b.pack, division) - narrowness(a.pack, division));
  if (found === undefined) {
    throw new Error('没有可对照的现行规则包,请用 --against 指定 / nothing to compare with: name a pack with --against');
  }
  return found;
}

const narrowness = ({ divisions }: Pack, division: string): number =>
  Math.max(
    0,
    ...divisions
      .map(divisionPrefix)
      .filter((prefix) => division.startsWith(prefix))
      .map(({ length }) => length),
  );
