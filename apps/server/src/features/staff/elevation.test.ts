import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInStaff } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';
import { grounds, hire, password, staffAccount, twoAdministrators, type Staff } from '../../../test/staff.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const elevated = { role: 'health-data', personnelNumber: 'SX-000100' } as const;
const make = async (account: Partial<schemas.StaffAccount>) =>
  (await signInStaff(node)).call(routes.createStaff, { body: staffAccount(account) });
const disable = async ({ client }: Pick<Staff, 'client'>, staffId: string) =>
  problemOf(client.call(routes.disableStaff, { params: { staffId } }));
const approve = ({ client }: Pick<Staff, 'client'>, approvalId: string) =>
  client.call(routes.decideApproval, { params: { approvalId }, body: { decision: 'approve' } });
const exists = async (staffId: string) =>
  (await (await signInStaff(node)).call(routes.listStaff, { query: {} })).staff.some((one) => one.staffId === staffId);

describe('an account with power over people', () => {
  it('is made by one person while there is no other administrator, and the log says so', async () => {
    const { staffId, approvalId } = await make({ role: 'policy-approver' });
    expect([approvalId, await exists(staffId)]).toEqual([null, true]);
    node.clock.forward(1);
    await make({ role: 'guard' });
    const entries = await logEntries(node, 'staff');
    expect(entries.map(({ role, soleAdministrator }) => [role, soleAdministrator])).toEqual([
      ['admin', undefined],
      ['policy-approver', true],
      ['guard', undefined],
    ]);
  });

  it('made by one person alone may have an end as well, within the same limits', async () => {
    const ending = (days: number) => make({ ...elevated, approval: grounds(node, 'deputising', days) });
    expect(await problemOf(ending(367))).toBe('approval-invalid');
    const { staffId } = await ending(366);
    const { staff } = await (await signInStaff(node)).call(routes.listStaff, { query: {} });
    expect(staff.find((one) => one.staffId === staffId)?.roleUntil).toBe('2027-11-25T08:00:00+08:00');
  });

  it.each(['admin', 'policy-approver', 'health-data'] as const)('takes two people from then on: %s', async (role) => {
    const { second } = await twoAdministrators(node);
    expect(await problemOf(make({ role, personnelNumber: 'SX-000100' }))).toBe('approval-required');
    const approval = grounds(node, 'appointment');
    expect(await problemOf(make({ role, approval }))).toBe('invalid-input');
    const { staffId, approvalId } = await make({ role, personnelNumber: 'SX-000100', approval });
    expect([typeof approvalId, await exists(staffId)]).toEqual(['string', false]);
    await approve(second, approvalId!);
    expect(await exists(staffId)).toBe(true);
  });

  it('is nothing of the sort for other roles: one person suffices', async () => {
    await twoAdministrators(node);
    expect((await make({ role: 'reviewer' })).approvalId).toBeNull();
  });

  it('comes of a change as well: to an elevated role, or to a wider division in one', async () => {
    const { first, second } = await twoAdministrators(node);
    const { staffId } = await hire(node, { role: 'reviewer', personnelNumber: 'SX-000101' });
    const change = (body: schemas.StaffChange) => first.client.call(routes.changeStaff, { params: { staffId }, body });
    expect(await problemOf(change({ role: 'health-data' }))).toBe('approval-required');
    const approval = grounds(node, 'appointment');
    const elevation = await change({ role: 'health-data', approval });
    await approve(second, elevation.approvalId!);
    expect(await problemOf(change({ division: '140000' }))).toBe('approval-required');
    expect(await problemOf(change({ division: '140105' }))).toBe('none');
    expect(await problemOf(change({ role: 'reviewer' }))).toBe('none');
    const [member] = (await first.client.call(routes.listStaff, { query: {} })).staff.filter(
      (one) => one.staffId === staffId,
    );
    expect(member).toMatchObject({ role: 'reviewer', division: '140105', roleUntil: null });
  });

  it('has an end, and can do nothing after it until two have renewed it', async () => {
    const { first, second } = await twoAdministrators(node);
    const account = staffAccount({ ...elevated, approval: grounds(node, 'deputising', 3) });
    const { staffId, approvalId } = await first.client.call(routes.createStaff, { body: account });
    await approve(second, approvalId!);
    const lookUp = async () => {
      const client = await signInStaff(node, { username: account.username, password });
      const body = { documentType: '10', documentNumber: '140105195001019966', reference: 'EPI-1' };
      return problemOf(client.call(routes.lookUpPerson, { body: { ...body, purpose: 'case-investigation' } }));
    };
    node.clock.forward(3 * day - 1);
    expect(await lookUp()).toBe('none');
    node.clock.forward(1);
    expect(await lookUp()).toBe('role-ended');
    const [proposer, decider] = [await signInStaff(node), await signInStaff(node, { ...second, password })];
    const body = { approval: grounds(node, 'renewal', 30) };
    const renewal = await proposer.call(routes.changeStaff, { params: { staffId }, body });
    expect(await lookUp()).toBe('role-ended');
    await approve({ client: decider }, renewal.approvalId!);
    expect(await lookUp()).toBe('none');
  });

  it('is not made under a name or a number that somebody took while the proposal waited', async () => {
    const { first, second } = await twoAdministrators(node);
    const account = staffAccount({ ...elevated, approval: grounds(node, 'appointment') });
    const { approvalId } = await first.client.call(routes.createStaff, { body: account });
    const guard = await hire(node, { username: account.username });
    expect(await problemOf(approve(second, approvalId!))).toBe('name-taken');
    expect(guard.username).toBe(account.username);
    const [open] = (await second.client.call(routes.listApprovals, { query: { state: 'proposed' } })).approvals;
    expect(open?.approvalId).toBe(approvalId);
  });

  it('that was disabled while the proposal waited is not elevated', async () => {
    const { first, second } = await twoAdministrators(node);
    const { staffId } = await hire(node, { role: 'reviewer' });
    const body = { role: 'admin' as const, approval: grounds(node, 'appointment') };
    const { approvalId } = await first.client.call(routes.changeStaff, { params: { staffId }, body });
    await disable(second, staffId);
    expect(await problemOf(approve(second, approvalId!))).toBe('not-found');
  });
});

describe('an administrator', () => {
  it('who is the last of a division is neither disabled nor moved', async () => {
    const client = await signInStaff(node, admin);
    const { staffId } = await client.call(routes.getOwnStaffAccount, {});
    await make({ role: 'admin', division: '140100' });
    expect(await disable({ client }, staffId)).toBe('last-administrator');
    const move = (body: schemas.StaffChange) =>
      problemOf(client.call(routes.changeStaff, { params: { staffId }, body }));
    expect(await move({ role: 'content' })).toBe('last-administrator');
    expect(await move({ division: '140100' })).toBe('last-administrator');
  });

  it('of a city is disabled by one of the province, and never the other way round', async () => {
    const client = await signInStaff(node, admin);
    const { staffId } = await client.call(routes.getOwnStaffAccount, {});
    const city = await hire(node, { role: 'admin', division: '140100' });
    expect(await disable(city, staffId)).toBe('not-found');
    expect(await disable({ client }, city.staffId)).toBe('none');
  });

  it('who disables all others does not act alone at once, only when a week has passed', async () => {
    const { first, second } = await twoAdministrators(node);
    expect(await disable(first, second.staffId)).toBe('none');
    expect(await problemOf(make(elevated))).toBe('approval-required');
    node.clock.forward(168 * hour - 1);
    expect(await problemOf(make(elevated))).toBe('approval-required');
    node.clock.forward(1);
    expect((await make(elevated)).approvalId).toBeNull();
  });

  it('who moves all others away does not act alone at once either', async () => {
    const { first, second } = await twoAdministrators(node);
    await first.client.call(routes.changeStaff, { params: { staffId: second.staffId }, body: { role: 'content' } });
    expect(await problemOf(make(elevated))).toBe('approval-required');
  });

  it('has what she proposed withdrawn when her account ends', async () => {
    const { first, second } = await twoAdministrators(node);
    const body = staffAccount({ ...elevated, approval: grounds(node, 'appointment') });
    const { approvalId } = await second.client.call(routes.createStaff, { body });
    // Entries of one millisecond stand in the log in any order.
    node.clock.forward(1);
    await disable(first, second.staffId);
    expect(await problemOf(approve(first, approvalId!))).toBe('approval-closed');
    // Both were committed in one moment, so that either may be the first in the log.
    const withdrawn = { approval: approvalId, event: 'withdrawn', decidedBy: null };
    expect(await logEntries(node, 'approval')).toContainEqual(expect.objectContaining(withdrawn));
  });
});
