import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInStaff } from '../../../test/checkpoint.ts';
import { colourOf, declare, declaredCitizen, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { addChild } from '../../../test/family.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { hire, password, type Staff } from '../../../test/staff.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';

let node: TestNode;
let manager: Staff;
let worker: Citizen;
beforeEach(async () => {
  node = await openTestNode({
    division: '140000',
    profile: (profile) => ({ ...profile, roster: { ...profile.roster, members: 2, perPerson: 1 } }),
  });
  manager = await setUp('employer', '第一机床厂');
  worker = await declaredCitizen(node, inventPerson('140105', '王秀英'));
});
afterEach(() => node.close());

async function setUp(kind: schemas.OrganisationKind, name: string): Promise<Staff> {
  const admin = await signInStaff(node);
  const made = await hire(node, { role: 'roster', division: '140105' });
  const body = { kind, division: '140105', name };
  const { organisationId } = await admin.call(routes.createOrganisation, { body });
  await admin.call(routes.appointManagers, { params: { organisationId }, body: { staffIds: [made.staffId] } });
  return made;
}

const invite = async ({ client }: Staff) => (await client.call(routes.inviteToRoster, {})).code;
const join = ({ client }: Pick<Citizen, 'client'>, code: string, showName: 'full' | 'masked' = 'masked') =>
  client.call(routes.joinRoster, { body: { code, showName, agreed: true } });
const roster = ({ client }: Staff) => client.call(routes.getRoster, { query: {} });
const own = ({ client }: Citizen) => client.call(routes.listRosters, {});
const again = async (staff: Staff) => ({
  ...staff,
  client: await signInStaff(node, { username: staff.username, password }),
});

describe('an employer or a school [M45]', () => {
  it('sees of who has agreed the name she chose and one of three words, and she reads that it looked', async () => {
    const code = await invite(manager);
    const offer = await worker.client.call(routes.readRosterOffer, { body: { code } });
    expect(offer).toMatchObject({ name: '第一机床厂', kind: 'employer', names: { full: '王秀英', masked: '王*英' } });
    expect((await roster(manager)).members).toEqual([]);
    const { memberId, until } = await join(worker, code);
    expect(until).toBe('2027-05-23T08:00:00+08:00');
    const { members } = await roster(manager);
    expect(members).toEqual([{ memberId, name: '王*英', verdict: 'pass', returnAskedAt: null }]);
    await roster(manager);
    const { records } = await worker.client.call(routes.listAccessRecords, {});
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ purpose: { code: 'roster' }, seen: [{ code: 'verdict' }] });
    expect((await own(worker)).rosters[0]?.lookedAt).toBe('2026-11-24T08:00:00+08:00');
  });

  it('is told by the rule of its own kind of place, and never a colour: yellow stops at work, no colour cannot be told', async () => {
    const code = await invite(manager);
    await join(worker, code);
    await join(await verifiedCitizen(node, inventPerson('140105')), code, 'full');
    await putInForce(node, testedPack as Pack);
    await declare(node, worker);
    expect(await colourOf(worker)).toBe('yellow');
    const answer = await roster(manager);
    expect(answer.members.map(({ verdict }) => verdict).toSorted()).toEqual(['cannot-tell', 'stop']);
    expect(JSON.stringify(answer)).not.toMatch(/yellow|黄|colour/);
  });

  it('knows of her no longer once she has left, it has taken her off, or her agreement has run out', async () => {
    const code = await invite(manager);
    const { memberId } = await join(worker, code);
    await worker.client.call(routes.leaveRoster, { params: { memberId } });
    expect([(await roster(manager)).members, (await own(worker)).rosters]).toEqual([[], []]);
    expect(await problemOf(worker.client.call(routes.leaveRoster, { params: { memberId } }))).toBe('not-found');
    const second = await join(worker, code);
    await manager.client.call(routes.removeMember, { params: { memberId: second.memberId } });
    expect((await own(worker)).rosters).toEqual([]);
    await join(worker, code);
    node.clock.forward(180 * day);
    expect((await roster(await again(manager))).members).toEqual([]);
    await node.pass(30 * day + 1);
    const left = await node.context.db.selectFrom('roster_member').selectAll().execute();
    expect([left, await node.context.db.selectFrom('organisation_member').selectAll().execute()]).toEqual([[], []]);
  });

  it('lets somebody come back who has asked, on a day on which she may pass', async () => {
    const { memberId } = await join(worker, await invite(manager));
    const params = { memberId };
    const approve = async (by = manager) => problemOf(by.client.call(routes.approveReturn, { params }));
    expect(await approve()).toBe('return-not-asked');
    await worker.client.call(routes.askReturn, { params });
    await worker.client.call(routes.askReturn, { params });
    await putInForce(node, testedPack as Pack);
    await declare(node, worker);
    expect(await approve()).toBe('return-not-yet');
    const at = node.clock.now().toISOString();
    const test = { result: 'negative', sampledAt: at, reportedAt: at, institution: '甲', method: 'single' } as const;
    node.sources.tests.set(worker.person.documentNumber, [test]);
    await declare(node, worker);
    expect(await colourOf(worker)).toBe('green');
    expect(await approve()).toBe('none');
    const [shown] = (await own(worker)).rosters;
    expect(shown?.return?.approvedAt).toBe('2026-11-24T08:00:00+08:00');
    expect(await approve()).toBe('return-not-asked');
  });

  it('sees nothing of another organisation’s people, nor does an account that acts for none', async () => {
    const { memberId } = await join(worker, await invite(manager));
    const school = await setUp('school', '第一小学');
    expect((await roster(school)).members).toEqual([]);
    const params = { memberId };
    expect(await problemOf(school.client.call(routes.removeMember, { params }))).toBe('not-found');
    expect(await problemOf(school.client.call(routes.approveReturn, { params }))).toBe('not-found');
    const nobodys = await hire(node, { role: 'roster', division: '140105' });
    expect(await problemOf(roster(nobodys))).toBe('no-organisation');
    const guard = await hire(node, { role: 'guard', division: '140105' });
    const admin = await signInStaff(node);
    const { organisations } = await admin.call(routes.listOrganisations, {});
    const appoint = {
      params: { organisationId: organisations[0]!.organisationId },
      body: { staffIds: [guard.staffId] },
    };
    expect(await problemOf(admin.call(routes.appointManagers, appoint))).toBe('not-a-manager');
  });

  it('has room for so many, and a person for so many of them; a code ends with its days and with the next', async () => {
    const first = await invite(manager);
    const intent = { idempotencyKey: randomUUID() };
    const { code, expiresAt } = await manager.client.call(routes.inviteToRoster, intent);
    // An answer that was lost on the way is given again, and the code in it is the one that counts.
    expect((await manager.client.call(routes.inviteToRoster, intent)).code).toBe(code);
    expect((await roster(manager)).invitedUntil).toBe(expiresAt);
    expect(await problemOf(join(worker, first))).toBe('invitation-over');
    await join(worker, code);
    const school = await setUp('school', '第一小学');
    expect(await problemOf(join(worker, await invite(school)))).toBe('too-many-rosters');
    await join(await verifiedCitizen(node, inventPerson('140105')), code);
    expect(await problemOf(join(await verifiedCitizen(node, inventPerson('140105')), code))).toBe('organisation-full');
    await join(worker, code, 'full');
    expect((await roster(manager)).members.map(({ name }) => name)).toContain('王秀英');
    node.clock.forward(14 * day);
    expect((await roster(await again(manager))).invitedUntil).toBeNull();
    expect(await problemOf(worker.client.call(routes.readRosterOffer, { body: { code } }))).toBe('invitation-over');
  });

  it('has a child on its list by a parent’s agreement', async () => {
    const school = await setUp('school', '第一小学');
    const { dependant, acting } = await addChild(node, worker);
    await join({ client: acting }, await invite(school), 'full');
    expect((await roster(school)).members).toHaveLength(1);
    expect((await own(worker)).rosters).toEqual([]);
    expect(dependant.relation).toBe('child');
  });
});
