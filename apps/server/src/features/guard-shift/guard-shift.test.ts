import { routes, type schemas } from '@tongxing/contract';
import type { Pack } from '@tongxing/rules';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, type Checkpoint } from '../../../test/checkpoint.ts';
import { colourOf, declaredCitizen, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { hire, password, type Staff } from '../../../test/staff.ts';
import { putInForce, testedPack } from '../../../test/test-pack.ts';

let node: TestNode;
let guard: Staff;
let door: Checkpoint;
beforeEach(async () => {
  node = await openTestNode({
    division: '140000',
    profile: (profile) => ({
      ...profile,
      checkpoint: { ...profile.checkpoint, lookupsPerGuardPerHour: 4, lookupsPerDevicePerHour: 6 },
    }),
  });
  guard = await hire(node, { role: 'guard', division: '140100' });
  door = await enrolCheckpoint(node, '140105', 'railway-station');
});
afterEach(() => node.close());

const open = ({ username } = guard, at = door, typed = password) =>
  at.client.call(routes.openShift, { body: { username, password: typed } });
const ask = (shiftId: string, { documentNumber, name }: Pick<Person, 'documentNumber' | 'name'>, at = door) =>
  at.client.call(routes.lookUpDocument, { body: { shiftId, documentType: '10', documentNumber, name } });
const lookups = () => node.context.db.selectFrom('person_lookup').selectAll().orderBy('lookup_id').execute();
const accessesOf = async ({ client }: Citizen) => (await client.call(routes.listAccessRecords, {})).records;

describe('a shift', () => {
  it('is begun at a device by a guard of its division with her own password, and by nobody else [M42]', async () => {
    const { endsAt } = await open();
    expect(endsAt).toBe('2026-11-24T20:00:00+08:00');
    expect(await problemOf(open(guard, door, 'not the right password'))).toBe('login-wrong');
    expect(await problemOf(open(await hire(node, { role: 'hotline', division: '140100' })))).toBe('not-permitted');
    expect(await problemOf(open(await hire(node, { role: 'guard', division: '140200' })))).toBe('not-permitted');
  });

  it('ends when the guard ends it, when the next one begins hers, and by itself', async () => {
    const person = inventPerson('140105');
    const first = await open();
    const { shiftId } = await open(await hire(node, { role: 'guard', division: '140000' }));
    expect(await problemOf(ask(first.shiftId, person))).toBe('shift-needed');
    expect((await ask(shiftId, person)).verdict).toBe('cannot-tell');
    const elsewhere = await enrolCheckpoint(node, '140105', 'railway-station');
    expect(await problemOf(ask(shiftId, person, elsewhere))).toBe('shift-needed');
    const end = (at: Checkpoint) => at.client.call(routes.endShift, { params: { shiftId } });
    expect(await problemOf(end(elsewhere))).toBe('not-found');
    expect([await end(door), await end(door)]).toEqual([{ ended: true }, { ended: false }]);
    expect(await problemOf(ask(shiftId, person))).toBe('shift-needed');
    const third = await open();
    node.clock.forward(12 * hour);
    expect(await problemOf(ask(third.shiftId, person))).toBe('shift-needed');
  });

  it('is over at once for a guard whose account is disabled or whose password was reset', async () => {
    const admin = await signInStaff(node);
    const another = await hire(node, { role: 'guard', division: '140100' });
    const [{ shiftId }, elsewhere] = [await open(), await enrolCheckpoint(node, '140105', 'railway-station')];
    const hers = await open(another, elsewhere);
    node.clock.forward(1);
    await admin.call(routes.disableStaff, { params: { staffId: guard.staffId } });
    await admin.call(routes.resetStaffPassword, { params: { staffId: another.staffId } });
    const person = inventPerson('140105');
    expect(await problemOf(ask(shiftId, person))).toBe('shift-needed');
    expect(await problemOf(ask(hers.shiftId, person, elsewhere))).toBe('shift-needed');
  });
});

describe('asking by document [M56] [W13]', () => {
  it('answers the verdict by the rule of the place and nothing else; she sees who asked, and the auditor too', async () => {
    const { shiftId } = await open();
    const citizen = await declaredCitizen(node, inventPerson('140105'));
    expect(await colourOf(citizen)).toBe('green');
    const before = await accessesOf(citizen);
    const answer = await ask(shiftId, citizen.person);
    expect(Object.keys(answer).toSorted()).toEqual(['say', 'verdict']);
    expect(answer.verdict).toBe('pass');
    await node.settle();
    const [record, ...more] = await accessesOf(citizen);
    expect(more).toHaveLength(before.length);
    expect(record).toMatchObject({
      role: { code: 'guard' },
      division: '140100',
      purpose: { code: 'door-check' },
      seen: [{ code: 'colour' }],
      reference: `DOOR-2026-11-24-${shiftId.slice(-6)}`,
    });
    expect(await lookups()).toMatchObject([{ staff_id: guard.staffId, purpose: 'door-check', found: true }]);
  });

  it('answers somebody unknown, somebody without a colour and a wrong name alike, and keeps every question', async () => {
    const { shiftId } = await open();
    const nobody = inventPerson('140105');
    const { person: uncoloured } = await verifiedCitizen(node, inventPerson('140105'));
    const { person: green } = await declaredCitizen(node, inventPerson('140105'));
    const answers: schemas.DocumentLookedUp[] = [];
    for (const person of [nobody, uncoloured, { ...green, name: '欧阳他人' }]) answers.push(await ask(shiftId, person));
    expect(answers[0]!.verdict).toBe('cannot-tell');
    expect([answers[1], answers[2]]).toEqual([answers[0], answers[0]]);
    // What is written before the answer does not tell either: a job of the same form in every case.
    await node.settle();
    expect((await lookups()).filter(({ found }) => found)).toHaveLength(1);
    expect(await lookups()).toHaveLength(3);
    expect(JSON.stringify(await lookups())).not.toContain(nobody.documentNumber);
  });

  it('of a yellow or red person does what the place does with such a code; a movement permit lets her home [W06] [M41]', async () => {
    await putInForce(node, testedPack as Pack);
    const { shiftId } = await open();
    const yellow = await declaredCitizen(node, inventPerson('140105'));
    expect(await colourOf(yellow)).toBe('yellow');
    const rule = (await door.client.call(routes.getCheckpointProfile, {})).check.yellow;
    expect(await ask(shiftId, yellow.person)).toEqual(rule);
    expect(rule.verdict).toBe('stop');
    const home = await enrolCheckpoint(node, '140105', 'compound');
    const there = await open(guard, home);
    expect((await ask(there.shiftId, yellow.person, home)).verdict).toBe('pass');
    await yellow.client.call(routes.askMovementPermit, { body: { division: '140105', hours: 2 } });
    expect((await ask(shiftId, yellow.person)).verdict).toBe('pass');
  });

  it('is limited by guard and by device, and refused where the place does not do it', async () => {
    const mall = await enrolCheckpoint(node, '140105', 'mall');
    const person = inventPerson('140105');
    expect(await problemOf(ask((await open(guard, mall)).shiftId, person, mall))).toBe('lookup-not-here');
    const { shiftId } = await open();
    for (let count = 0; count < 4; count++) await ask(shiftId, person);
    expect(await problemOf(ask(shiftId, person))).toBe('too-many-lookups');
    const next = await open(await hire(node, { role: 'guard', division: '140100' }));
    for (let count = 0; count < 2; count++) await ask(next.shiftId, person);
    expect(await problemOf(ask(next.shiftId, person))).toBe('too-many-lookups');
    await node.settle();
    expect(await lookups()).toHaveLength(6);
  });
});
