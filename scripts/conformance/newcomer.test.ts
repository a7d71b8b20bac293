import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../policy.ts';
import { CHECKOUT } from '../run.ts';
import { runConformance } from './run.ts';
import { sendOverHttp } from './send.ts';
import { openNodeUnderTest, type NodeUnderTest } from './test/node-under-test.ts';

/** Hubei, of which the repository knows nothing but its divisions. The steps are those of docs/operations/joining.md. */
const newcomer = '420000';
const copied = '410000';

let folder: string;
let under: NodeUnderTest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongxing-newcomer-'));
  for (const data of ['provinces', 'policies']) {
    await cp(join(CHECKOUT, data), join(folder, data), { recursive: true });
    await cp(join(CHECKOUT, data, copied), join(folder, data, newcomer), { recursive: true });
    for (const entry of await readdir(join(folder, data, newcomer), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await rename(join(entry.parentPath, entry.name));
    }
  }
  under = await openNodeUnderTest({
    division: newcomer,
    config: (config) => ({
      ...config,
      provinceFolder: join(folder, 'provinces', newcomer),
      policiesFolder: join(folder, 'policies'),
    }),
  });
});
afterAll(async () => {
  await under.node.close();
  await rm(folder, { recursive: true });
});

/** What is written by hand: the division, and names of rules of its own. */
async function rename(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll(`"${copied}"`, `"${newcomer}"`).replaceAll('"hn-', '"hb-'));
}

test('its copied packs are in order', () => {
  const { lines, ok } = check(newcomer, join(folder, 'policies'));
  expect(lines.slice(0, 2)).toEqual([
    expect.stringMatching(/420000\/entry .*通过 in order$/),
    expect.stringMatching(/420000\/resident .*通过 in order$/),
  ]);
  expect(ok).toBe(true);
});

test('people who live there are judged by its own rules', async () => {
  const { db } = under.node.context;
  const decisions = await db.selectFrom('decision').select(['colour', 'pack_id']).execute();
  expect(decisions).toContainEqual({ colour: 'green', pack_id: 'hb-resident' });
  expect(new Set(decisions.map(({ pack_id }) => pack_id))).toEqual(new Set(['hb-resident']));
});

test('its node meets every requirement of the protocol [W14]', async () => {
  const results = await runConformance({ ...under.setup, send: sendOverHttp, random: randomBytes });
  const open = results.filter(({ outcome }) => outcome !== 'pass');
  expect(open.map(({ requirement, why }) => [requirement.id, why])).toEqual([]);
});
