import { routes, type Client } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { controlOffice, decide } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, type Staff } from '../../../test/staff.ts';
import { hireSender, sendTable, type Sender } from '../../../test/upload.ts';
import { latestPublication } from '../facts/index.ts';

let node: TestNode;
let sender: Sender;
let officer: Client;
let approver: Staff;
/** Lives in Xiaodian and was at home for the last fortnight. */
let resident: Citizen;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  sender = await hireSender(node, '140100');
  officer = node.client.as(sender.token);
  approver = await (await controlOffice(node)).officer('policy-approver', '140100');
  resident = await declaredCitizen(node, inventPerson('140105'));
});
afterEach(() => node.close());

const header = '区划代码,场所编号,名称,风险等级,划定时间,解除时间';
const xiaodian = () => `${header}\n140105,,小店区示例小区,高风险,${ago(node, 5 * day)},\n`;
const send = (table: string) => sendTable(node, sender, table, { kind: 'areas' });
const preview = (areaListId: string) => officer.call(routes.previewAreas, { params: { areaListId } });

async function propose(table: string): Promise<{ areaListId: string; approvalId: string }> {
  const { uploadId: areaListId } = await send(table);
  const { hash: previewHash } = await preview(areaListId);
  const body = { previewHash, approval: grounds(node, 'area-announced', 7) };
  return officer.call(routes.proposeAreas, { params: { areaListId }, body });
}

async function announce(table: string): Promise<string> {
  const { areaListId, approvalId } = await propose(table);
  await decide(approver, approvalId, 'approve');
  await node.settle();
  return areaListId;
}

const inForce = async () => (await latestPublication(node.context.db))?.areas ?? [];

describe('risk areas that a health commission uploads', () => {
  it('colour nobody as a file, a preview or a proposal', async () => {
    await propose(xiaodian());
    await node.settle();
    expect([await colourOf(resident), await inForce()]).toEqual(['green', []]);
  });

  // SX22-R4 (晋疫情防控办发〔2022〕28号): a sojourn of 14 days in a high-risk area is red.
  it('take effect when a second person agrees: whoever was there is decided anew, and nobody else', async () => {
    const elsewhere = await declaredCitizen(node, inventPerson('140213'));
    await announce(xiaodian());
    expect([await colourOf(resident), await colourOf(elsewhere)]).toEqual(['red', 'green']);
  });

  it('show before what they would do: who was there, where they live, and from what to what they turn', async () => {
    await declaredCitizen(node, inventPerson('140213'));
    const { uploadId } = await send(xiaodian());
    expect(await preview(uploadId)).toMatchObject({
      areas: 1,
      levels: [
        { level: 'high', count: 1 },
        { level: 'medium', count: 0 },
        { level: 'low', count: 0 },
      ],
      people: 1,
      divisions: [{ division: '140105', count: 1 }],
      lookedAt: 1,
      changes: [{ from: 'green', to: 'red', count: 1 }],
    });
  });

  it('are put before a second person only as they were shown', async () => {
    const { uploadId: areaListId } = await send(xiaodian());
    const body = { previewHash: 'A'.repeat(43), approval: grounds(node, 'area-announced', 7) };
    const params = { areaListId };
    expect(await problemOf(officer.call(routes.proposeAreas, { params, body }))).toBe('list-preview-needed');
    await propose(xiaodian());
  });

  it('may be put before somebody again who did not agree', async () => {
    const { areaListId, approvalId } = await propose(xiaodian());
    const { hash: previewHash } = await preview(areaListId);
    const body = { previewHash, approval: grounds(node, 'area-announced', 7) };
    const again = () => officer.call(routes.proposeAreas, { params: { areaListId }, body });
    expect(await problemOf(again())).toBe('list-not-a-draft');
    await decide(approver, approvalId, 'reject');
    const second = await again();
    await decide(approver, second.approvalId, 'approve');
    await node.settle();
    expect(await colourOf(resident)).toBe('red');
  });

  it('stand beside those of the national platform, which is no fresher for it, and stay when its list changes', async () => {
    const national = { division: '130102', name: '示例街道', level: 'high' as const, from: ago(node, day) };
    node.sources.areas = [national];
    await node.pass(60);
    const { receivedAt } = (await latestPublication(node.context.db))!;
    node.clock.forward(30);
    await announce(xiaodian());
    expect((await latestPublication(node.context.db))?.receivedAt).toEqual(receivedAt);
    expect((await inForce()).map(({ division }) => division)).toEqual(['130102', '140105']);
    node.sources.areas = [];
    await node.pass(60);
    expect((await inForce()).map(({ division }) => division)).toEqual(['140105']);
  });

  it('end with the end that was agreed to', async () => {
    await announce(xiaodian());
    expect(await inForce()).toMatchObject([{ division: '140105', to: '2026-12-01T08:00:00+08:00' }]);
  });

  it('may be a building, and take the place of what their division announced before', async () => {
    await announce(xiaodian());
    await announce(`${header}\n140105,B12,小店区示例小区12号楼,高风险,${ago(node, 5 * day)},\n`);
    expect(await inForce()).toMatchObject([{ division: '140105', place: 'B12' }]);
    expect(await colourOf(resident)).toBe('green');
  });

  it('are taken back by one person, and everybody turns back', async () => {
    const areaListId = await announce(xiaodian());
    const params = { areaListId };
    await officer.call(routes.withdrawAreas, { params });
    await node.settle();
    expect([await colourOf(resident), await inForce()]).toEqual(['green', []]);
    expect(await problemOf(officer.call(routes.withdrawAreas, { params }))).toBe('list-closed');
  });

  it('lie in the division they are sent for: another row is refused by its place', async () => {
    const receipt = await send(`${xiaodian()}140213,,平城区示例小区,高风险,${ago(node, day)},\n`);
    expect(receipt).toMatchObject({
      counts: { new: 1, refused: 1 },
      faults: [{ row: 3, column: '区划代码', fault: 'division-elsewhere' }],
    });
  });
});
