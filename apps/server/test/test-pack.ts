import type { Pack } from '@tongxing/rules';
import { contentHash, inForce, packHash, type ReleaseContent, storePack } from '../src/features/policy/index.ts';
import { transact, type Tx } from '../src/platform/db.ts';
import { newId } from '../src/platform/ids.ts';
import type { TestNode } from './node.ts';

const text = (zh: string, en: string) => ({ zh, en });
const present = { plusTime: [{ var: 'current.at' }, 0, 'day'] };
const tested = {
  reduce: [
    { var: 'tests' },
    {
      if: [
        { before: [present, { plusTime: [{ var: 'current.sampledAt' }, 48, 'hour'] }] },
        true,
        { var: 'accumulator' },
      ],
    },
    false,
  ],
};
const about = {
  authority: text('虚拟机关', 'An invented authority'),
  documentNumber: '1',
  release: text('做一次核酸检测。', 'Take a test.'),
  sources: ['R1'],
};

/** A pack of a province that wants a test of the last 48 hours: green with one, yellow without. */
export const testedPack: Pack = {
  id: 'tested',
  version: '1.0.0',
  purpose: 'resident',
  divisions: ['140000'],
  validFrom: '2026-11-24T00:00:00+08:00',
  validTo: '2027-11-24T00:00:00+08:00',
  grace: 'P2D',
  inputs: [{ name: 'tests', source: 'nat-laboratory', freshFor: 'P3D' }],
  valueSets: [],
  rules: [
    {
      id: 'untested',
      colour: 'yellow',
      when: { '!': [tested] },
      reason: text('核酸检测已超过48小时。', 'Your test is older than 48 hours.'),
      ...about,
    },
    {
      id: 'tested',
      colour: 'green',
      when: tested,
      reason: text('您48小时内做过核酸检测。', 'You were tested in the last 48 hours.'),
      ...about,
    },
  ],
  sources: [{ row: 'R1', text: '虚拟', grade: 'K', place: '虚拟', effective: '2026' }],
};

/** Puts a pack into force beside what is in force, from now on: by two people who are not asked here. */
export async function putInForce(node: TestNode, pack: Pack): Promise<void> {
  const stored = { pack, valueSets: {} };
  const sha256 = packHash(stored).toString('base64url');
  await transact(node.context.db, async (tx) => {
    await storePack(tx, node.context, stored);
    await release(tx, node, [{ id: pack.id, version: pack.version, sha256 }]);
  });
}

/** Releases what is in force once more. @returns the release's id */
export function releaseAgain(node: TestNode): Promise<string> {
  return transact(node.context.db, (tx) => release(tx, node, []));
}

async function release(tx: Tx, node: TestNode, packs: ReleaseContent['packs']): Promise<string> {
  const now = node.clock.now();
  const { content } = await inForce(tx, now);
  const next = { ...content, packs: [...content.packs, ...packs] };
  const row = { release_id: newId(now), division: node.division, content: JSON.stringify(next) };
  await tx
    .insertInto('policy_release')
    .values({ ...row, content_hash: contentHash(next), drafted_at: now, changed_at: now })
    .execute();
  const activation = { activation_id: newId(now), release_id: row.release_id, kind: 'release' };
  await tx
    .insertInto('policy_activation')
    .values({ ...activation, effective_at: now, approved_at: now, handed_over_at: now })
    .execute();
  return row.release_id;
}
