import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkCase,
  checkHistory,
  checkPack,
  compilePack,
  lintPack,
  type PolicyCase,
  runCase,
  runHistory,
} from '../src/index.ts';

const root = join(import.meta.dirname, '../../../policies');

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

const valueSets = Object.fromEntries(
  readdirSync(join(root, 'value-sets')).map((file) => {
    const set = read('value-sets', file) as { id: string; values: string[] };
    return [set.id, set.values];
  }),
);

const divisions = readdirSync(root).filter((name) => /^\d{6}$/.test(name));
const folders = divisions.flatMap((division) =>
  readdirSync(join(root, division), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(division, name)),
);

const provinces = readdirSync(join(root, '../provinces'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(provinces)('the first release of %s', (division) => {
  const { packs: named } = read(division, 'release.json') as { packs: { id: string; version: string }[] };
  const packs = folders
    .filter((folder) => folder.startsWith(division))
    .map((folder) => checkPack(read(folder, 'policy.json')));

  test('names packs of the province in the version they have', () => {
    const there = packs.map(({ id, version }) => ({ id, version }));
    for (const pack of named) expect(there).toContainEqual(pack);
  });

  test('has one pack for residents and one for entry', () => {
    const purposes = named.map(({ id }) => packs.find((pack) => pack.id === id)?.purpose);
    expect(purposes).toHaveLength(2);
    expect(new Set(purposes)).toEqual(new Set(['entry', 'resident']));
  });
});

describe.each(folders)('%s', (folder) => {
  const pack = checkPack(read(folder, 'policy.json'));
  const compiled = compilePack(pack, valueSets);
  const cases: [string, PolicyCase][] = readdirSync(join(root, folder, 'cases')).map((file) => [
    file.replace(/\.json$/, ''),
    checkCase(read(folder, 'cases', file)),
  ]);

  test('has nothing to put right, and its cases show every rule true and not true', () => {
    const examples = cases.map(([, policyCase]) => policyCase);
    expect(lintPack(pack, valueSets, examples)).toEqual([]);
  });

  test('lies in the folder of its division', () => {
    expect(folder.split('/', 1)[0]).toBe(pack.divisions[0]);
  });

  test('shows what its file names say: each begins with the colour expected', () => {
    for (const [name, { expected }] of cases) expect(name.split('-', 1)[0], name).toBe(expected.colour);
  });

  test.each(cases)('%s', (_name, policyCase) => {
    expect(runCase(compiled, policyCase)).toEqual([]);
  });
});

describe('the same people before and after', () => {
  const packs = folders.map((folder) => compilePack(read(folder, 'policy.json'), valueSets));
  const tables = readdirSync(join(root, 'histories'));

  test('every national change of 2022 and 2023 that changes rules, and the week in which two cities differ', () => {
    const changes = ['2022-06-28', '2022-06-29', '2022-11-11', '2022-12-01', '2022-12-07', '2023-01-08'];
    expect(tables.map((file) => file.slice(0, 10)).toSorted((a, b) => a.localeCompare(b))).toEqual(changes);
  });

  test.each(tables)('%s', (file) => {
    const history = checkHistory(read('histories', file));
    expect(file.slice(0, 10)).toBe(history.change.slice(0, 10));
    expect(runHistory(packs, history)).toEqual([]);
  });
});
