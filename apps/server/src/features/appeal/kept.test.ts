import { crc32 } from 'node:zlib';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decide, file, hireOfficer, wronglyRed } from '../../../test/appeal.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

const tables = [
  'appeal',
  'appeal_person',
  'appeal_source',
  'appeal_answer',
  'appeal_attachment',
  'correction_certificate',
] as const;

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

function chunk(type: string, data: string): Buffer {
  const body = Buffer.from(type + data, 'latin1');
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const counts = () =>
  Promise.all(
    tables.map(async (table) => (await node.context.db.selectFrom(table).select('person_id').execute()).length),
  );

it('a closed appeal is destroyed with all that belongs to it after the profile’s time; an open one is kept', async () => {
  const citizen = await wronglyRed(node);
  const { appealId } = await file(citizen);
  const picture = [chunk('IHDR', '0123456789abc'), chunk('IDAT', 'x'), chunk('IEND', '')];
  const content = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...picture]).toString('base64');
  await citizen.client.call(routes.addAppealAttachment, { params: { appealId }, body: { content } });
  await decide((await hireOfficer(node)).client, appealId);
  await file(await wronglyRed(node));
  expect(await counts()).toEqual([2, 2, 2, 1, 1, 1]);
  // 1096 days in Shanxi, by its profile.
  node.clock.forward(1096 * day);
  await node.tick('retention.destroy');
  expect(await counts()).toEqual([2, 2, 2, 1, 1, 1]);
  node.clock.forward(1);
  await node.tick('retention.destroy');
  expect(await counts()).toEqual([1, 1, 1, 0, 0, 0]);
});
