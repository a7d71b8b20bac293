import type { Pack } from '@tongxing/rules';
import { contentHash, inForce, packHash, storePack } from '../src/features/policy/index.ts';
import { transact } from '../src/platform/db.ts';
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
  const { db } = node.context;
  const now = node.clock.now();
  const stored = { pack, valueSets: {} };
  await transact(db, async (tx) => {
    await storePack(tx, node.context, stored);
    const { content } = await inForce(tx, now);
    const sha256 = packHash(stored).toString('base64url');
    const next = { ...content, packs: [...content.packs, { id: pack.id, version: pack.version, sha256 }] };
    const release = { release_id: newId(now), division: node.division, content: JSON.stringify(next) };
    await tx
      .insertInto('policy_release')
      .values({ ...release, content_hash: contentHash(next), drafted_at: now, changed_at: now })
      .execute();
    await tx
      .insertInto('policy_activation')
      .values({
        activation_id: newId(now),
        release_id: release.release_id,
        kind: 'release',
        effective_at: now,
        approved_at: now,
        handed_over_at: now,
      })
      .execute();
  });
}
