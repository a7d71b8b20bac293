import { crc32 } from 'node:zlib';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appealOf, decide, file, hireOfficer, reject, wronglyRed } from '../../../test/appeal.ts';
import type { Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

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

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const shown = [chunk('IHDR', '0123456789abc'), chunk('IDAT', 'a discharge paper'), chunk('IEND', '')];
const [header, ...rest] = shown;
const picture = Buffer.concat([signature, header!, chunk('tEXt', 'GPS 37.87N'), ...rest]).toString('base64');
const clean = Buffer.concat([signature, ...shown]).toString('base64');

const add = ({ client }: Citizen, appealId: string, content = picture) =>
  client.call(routes.addAppealAttachment, { params: { appealId }, body: { content } });

describe('a document added to an appeal', () => {
  it('is read by the reviewer as it is without its descriptions, and she sees that it was read', async () => {
    const citizen = await wronglyRed(node);
    const { appealId, number } = await file(citizen);
    const attachment = await add(citizen, appealId);
    expect(attachment.mediaType).toBe('image/png');
    expect((await appealOf(citizen, appealId)).attachments).toEqual([attachment]);
    const { client } = await hireOfficer(node);
    const params = { appealId, attachmentId: attachment.attachmentId };
    expect(await client.call(routes.readAppealAttachment, { params })).toEqual({
      mediaType: 'image/png',
      content: clean,
    });
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records[0]).toMatchObject({ purpose: { code: 'appeal-review' }, reference: number });
  });

  it('lies sealed: neither the bytes nor their base64 stand in the database', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const { attachmentId } = await add(citizen, appealId);
    const { content_sealed: sealed } = await node.context.db
      .selectFrom('appeal_attachment')
      .select('content_sealed')
      .where('attachment_id', '=', attachmentId)
      .executeTakeFirstOrThrow();
    expect(sealed.includes('a discharge paper')).toBe(false);
    expect(sealed.includes(clean)).toBe(false);
  });

  it('is one of five at most, and none once the appeal is answered', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    for (let turn = 0; turn < 5; turn++) await add(citizen, appealId);
    expect(await problemOf(add(citizen, appealId))).toBe('too-many-attachments');
    await decide((await hireOfficer(node)).client, appealId, reject);
    expect(await problemOf(add(citizen, appealId))).toBe('appeal-closed');
  });

  it('belongs to her own appeal; a reviewer elsewhere does not see it', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const { attachmentId } = await add(citizen, appealId);
    expect(await problemOf(add(await wronglyRed(node), appealId))).toBe('not-found');
    const { client } = await hireOfficer(node, 'reviewer', '140200');
    const params = { appealId, attachmentId };
    expect(await problemOf(client.call(routes.readAppealAttachment, { params }))).toBe('not-found');
  });

  it('that is nothing of the three kinds is refused', async () => {
    const citizen = await wronglyRed(node);
    const { appealId } = await file(citizen);
    const page = Buffer.from('<script>1</script>').toString('base64');
    expect(await problemOf(add(citizen, appealId, page))).toBe('attachment-type-refused');
  });
});
