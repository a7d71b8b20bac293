import type { Pack } from '@tongxing/rules';
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

/** Puts a pack into force beside the province's own. */
export async function putInForce(node: TestNode, pack: Pack): Promise<void> {
  await node.context.db
    .insertInto('policy_pack')
    .values({
      pack_id: pack.id,
      version: pack.version,
      purpose: pack.purpose,
      valid_from: new Date(pack.validFrom),
      valid_to: new Date(pack.validTo),
      content: JSON.stringify({ pack, valueSets: {} }),
      content_hash: Buffer.alloc(32),
      loaded_at: node.clock.now(),
    })
    .execute();
}
