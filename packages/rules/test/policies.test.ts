import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCase, checkPack, compilePack, lintPack, type PolicyCase, runCase } from '../src/index.ts';

const root = join(import.meta.dirname, '../../../policies');

const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

const valueSets = Object.fromEntries(
  readdirSync(join(root, 'value-sets')).map((file) => {
    const set = read('value-sets', file) as { id: string; values: string[] };
    return [set.id, set.values];
  }),
);

const folders = readdirSync(root)
  .filter((name) => /^\d{6}$/.test(name))
  .flatMap((division) => readdirSync(join(root, division)).map((pack) => join(division, pack)));

test('both provinces have a pack for residents and one for entry', () => {
  expect(folders.toSorted()).toEqual(['140000/entry', '140000/resident', '370000/entry', '370000/resident']);
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

  test('lies in the folder of its division and purpose', () => {
    expect(folder).toBe(`${pack.divisions[0]}/${pack.purpose}`);
  });

  test('shows what its file names say: each begins with the colour expected', () => {
    for (const [name, { expected }] of cases) expect(name.split('-', 1)[0], name).toBe(expected.colour);
  });

  test.each(cases)('%s', (_name, policyCase) => {
    expect(runCase(compiled, policyCase)).toEqual([]);
  });
});
