import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { grounds, hire, twoAdministrators, type Staff } from '../../../test/staff.ts';

let node: TestNode;
let first: Staff;
let second: Staff;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  ({ first, second } = await twoAdministrators(node));
});
afterAll(() => node.close());

describe('a proposal', () => {
  const elevate = async (ground = 'appointment') => {
    const { staffId } = await hire(node, { role: 'reviewer' });
    const body = { role: 'health-data' as const, approval: grounds(node, ground) };
    const { approvalId } = await first.client.call(routes.changeStaff, { params: { staffId }, body });
    return { staffId, approvalId: approvalId! };
  };
  const seenBy = async (client: Staff['client'], approvalId: string) =>
    (await client.call(routes.listApprovals, { query: {} })).approvals.find((one) => one.approvalId === approvalId);

  it('is shown to its proposer, to who may decide with what it would do, and to an auditor without', async () => {
    const { approvalId } = await elevate();
    const mine = await seenBy(first.client, approvalId);
    expect(mine).toMatchObject({ mine: true, toDecide: false, state: 'proposed', count: 1, division: '140100' });
    expect(mine?.groundName).toEqual({ zh: '任命', en: 'appointment' });
    const theirs = await seenBy(second.client, approvalId);
    expect(theirs).toMatchObject({ mine: false, toDecide: true });
    expect(theirs?.content).toEqual([
      { name: 'username', value: expect.stringMatching(/^staff-\d+$/) },
      { name: 'role', value: 'health-data' },
      { name: 'division', value: '140100' },
    ]);
    const auditor = await hire(node, { role: 'auditor', division: '140000' });
    expect(await seenBy(auditor.client, approvalId)).toMatchObject({ mine: false, toDecide: false, content: [] });
    const reviewer = await hire(node, { role: 'reviewer', division: '140000' });
    expect(await seenBy(reviewer.client, approvalId)).toBeUndefined();
  });

  it.each([
    ['晋疫控〔2026〕12号', 'invalid-input', false],
    ['SX/2026-12', 'invalid-input', false],
    ['无号', 'invalid-input', true],
    ['140105198003070027', 'invalid-input', true],
    ['号'.repeat(60) + '1', 'invalid-input', true],
  ])('needs the number of a paper, which no person’s number is: %s', async (documentNumber, code, refused) => {
    const approval = { ...grounds(node, 'appointment'), documentNumber };
    const body = { role: 'health-data' as const, approval };
    const { staffId } = await hire(node, { role: 'reviewer' });
    const answer = await problemOf(first.client.call(routes.changeStaff, { params: { staffId }, body }));
    expect(answer).toBe(refused ? code : 'none');
  });

  it('is withdrawn by its proposer and by nobody else', async () => {
    const { approvalId } = await elevate();
    const withdraw = ({ client }: Staff) => problemOf(client.call(routes.withdrawApproval, { params: { approvalId } }));
    expect(await withdraw(second)).toBe('not-found');
    expect(await withdraw(first)).toBe('none');
    expect(await withdraw(first)).toBe('approval-closed');
    const decision = { params: { approvalId }, body: { decision: 'approve' as const } };
    expect(await problemOf(second.client.call(routes.decideApproval, decision))).toBe('approval-closed');
  });

  it('and its outcome stand in the log with what may be public, and the subject only as a salted hash', async () => {
    const before = (await logEntries(node, 'approval')).length;
    const { staffId, approvalId } = await elevate('deputising');
    node.clock.forward(1);
    const decision = { params: { approvalId }, body: { decision: 'approve' as const } };
    await second.client.call(routes.decideApproval, decision);
    const [proposed, approved] = (await logEntries(node, 'approval')).slice(before);
    const pseudonyms = await Promise.all(
      [first, second].map(async ({ client }) => (await client.call(routes.getOwnStaffAccount, {})).pseudonym),
    );
    expect(approved).toEqual({
      kind: 'approval',
      at: expect.stringMatching(/\+08:00$/),
      event: 'approved',
      approval: approvalId,
      about: 'staff-role-elevation',
      ground: 'deputising',
      documentNumber: '晋疫控〔2026〕12号',
      division: '140100',
      count: 1,
      endsAt: expect.stringMatching(/\+08:00$/),
      subject: expect.stringMatching(/^[\w-]{43}$/),
      proposedBy: pseudonyms[0],
      decidedBy: pseudonyms[1],
    });
    expect(proposed).toEqual({ ...approved, at: proposed?.at, event: 'proposed', decidedBy: null });
    expect(JSON.stringify([proposed, approved])).not.toContain(staffId);
  });
});
