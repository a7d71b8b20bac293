import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readJson, say } from './read.ts';

interface Named {
  id?: unknown;
  version?: unknown;
}

/** What is wrong with a release.json: it names the packs that a new node of the division begins with, in a version that is there. */
function faultsOf(path: string, there: readonly Named[]): string[] {
  const { packs } = readJson(path) as { packs?: unknown };
  if (!Array.isArray(packs)) return [`${say(path)}: 须有列表 packs / needs a list of packs`];
  const missing = (packs as Named[]).filter(
    ({ id, version }) => !there.some((pack) => pack.id === id && pack.version === version),
  );
  return missing.map(
    ({ id, version }) =>
      `${say(path)}: 没有 ${String(id)} 的版本 ${String(version)} / there is no version ${String(version)} of ${String(id)}`,
  );
}

/** Checks the release.json beside the packs of each division, where there is one. */
export function checkFirstReleases(folders: readonly string[]): string[] {
  const divisions = [...new Set(folders.map((folder) => dirname(folder)))];
  return divisions.flatMap((division) => {
    const path = join(division, 'release.json');
    if (!existsSync(path)) return [];
    const own = folders.filter((folder) => dirname(folder) === division);
    const there = own.map((folder) => readJson(join(folder, 'policy.json')) as Named);
    return faultsOf(path, there);
  });
}
