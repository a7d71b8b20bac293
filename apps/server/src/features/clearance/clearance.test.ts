import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declare, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { approveList, contactList, controlOffice, proposed } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import type { Staff } from '../../../test/staff.ts';

let node: TestNode;
let office: Awaited<ReturnType<typeof controlOffice>>;
let reviewer: Staff;
let another: Staff;
/** Red: the health commission calls them a close contact. */
let citizen: Citizen;

beforeEach(async () => {
  node = await openTestNode({
    division: '140000',
    profile: (profile) => ({ ...profile, clearance: { ...profile.clearance, perOfficerPerDay: 1 } }),
  });
  office = await controlOffice(node);
  reviewer = await office.officer('reviewer', '140100');
  another = await office.officer('reviewer', '140100');
  const person = inventPerson('140105');
  node.sources.records.set(person.documentNumber, [{ kind: 'contact', degree: 'close', since: ago(node, day) }]);
  citizen = await declaredCitizen(node, person);
});
afterEach(() => node.close());

function orderOf({ person }: Citizen, order: Partial<schemas.ClearanceOrder> = {}): schemas.ClearanceOrder {
  return {
    person: { documentType: '10', documentNumber: person.documentNumber },
    ground: 'mistaken-identity',
    orderNumber: '并疫控〔2026〕13号',
    reference: 'TY-20261124-0002',
    ...order,
  };
}

const clear = (by: Staff, order = orderOf(citizen)) => by.client.call(routes.clearColour, { body: order });
const review = (by: Staff, clearanceId: string, decision: 'uphold' | 'end') =>
  by.client.call(routes.reviewClearance, { params: { clearanceId }, body: { decision } });

async function cleared(): Promise<string> {
  const { clearances } = await clear(reviewer);
  await node.settle();
  return clearances[0]!.clearanceId;
}

describe('a wrong colour', () => {
  it('is cleared at once by one officer, however often the source says it again', async () => {
    expect(await colourOf(citizen)).toBe('red');
    const { clearances } = await clear(reviewer);
    await node.settle();
    expect(clearances).toMatchObject([{ reviewBy: '2026-11-26T08:00:00+08:00' }]);
    expect(await colourOf(citizen)).toBe('green');
    await node.pass(hour);
    await declare(node, citizen);
    expect(await colourOf(citizen)).toBe('green');
  });

  it('stays cleared when another person upholds it; both stand in the log, without whose it was', async () => {
    const clearanceId = await cleared();
    node.clock.forward(1);
    expect((await review(another, clearanceId, 'uphold')).state).toBe('upheld');
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
    const entries = await logEntries(node, 'clearance');
    expect(entries.map(({ event, about, ground }) => [event, about, ground])).toEqual([
      ['made', 'contact', 'mistaken-identity'],
      ['upheld', 'contact', 'mistaken-identity'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(citizen.person.documentNumber);
    expect(await problemOf(review(another, clearanceId, 'end'))).toBe('list-closed');
  });

  it('counts again once another person ends the clearance', async () => {
    const clearanceId = await cleared();
    node.clock.forward(1);
    expect((await review(another, clearanceId, 'end')).state).toBe('ended');
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
    expect((await logEntries(node, 'clearance')).map(({ event }) => event)).toEqual(['made', 'ended']);
  });

  it('waits in the queue of reviews until its time, is then overdue in public, and stands meanwhile', async () => {
    await cleared();
    const queue = async (by: Staff) =>
      (await by.client.call(routes.listClearances, { query: { state: 'to-review' } })).clearances;
    expect(await queue(another)).toMatchObject([{ overdue: false, mine: false, kind: 'contact' }]);
    expect(await queue(reviewer)).toMatchObject([{ mine: true }]);
    await node.pass(2 * day);
    expect(await queue(await office.again(another))).toMatchObject([{ overdue: true }]);
    const { clearances } = await node.client.call(routes.getColouringStatistics, {});
    expect(clearances).toEqual({ toReview: 1, overdue: 1, upheld: 0, ended: 0 });
    expect(await colourOf(citizen)).not.toBe('red');
  });

  it('that a list gave is cleared for one person, and the list stands for the others', async () => {
    const officer = await office.officer('health-data', '140100');
    const approver = await office.officer('policy-approver', '140100');
    const people = await Promise.all([1, 2].map(() => declaredCitizen(node, inventPerson('140105'))));
    const list = contactList(
      node,
      people.map(({ person }) => person),
    );
    await approveList(node, approver, await proposed(officer, list));
    await clear(reviewer, orderOf(people[0]!, { ground: 'not-exposed' }));
    await node.settle();
    expect(await Promise.all(people.map(colourOf))).toEqual(['green', 'red']);
  });
});

describe('a clearance is refused', () => {
  it('to whoever made it, when they review it themselves', async () => {
    const clearanceId = await cleared();
    expect(await problemOf(review(reviewer, clearanceId, 'uphold'))).toBe('approval-same-person');
  });

  it('to colleagues of another division', async () => {
    const elsewhere = await office.officer('reviewer', '140200');
    expect(await problemOf(clear(elsewhere))).toBe('not-found');
    expect(await problemOf(review(elsewhere, await cleared(), 'end'))).toBe('not-found');
    const { clearances } = await elsewhere.client.call(routes.listClearances, { query: {} });
    expect(clearances).toEqual([]);
  });

  it('where nothing makes the person yellow or red, and for a fact that is not theirs', async () => {
    const green = await declaredCitizen(node, inventPerson('140105'));
    expect(await problemOf(clear(reviewer, orderOf(green)))).toBe('nothing-to-clear');
    const factId = '019ab000-0000-7000-8000-000000000000';
    expect(await problemOf(clear(reviewer, orderOf(citizen, { factId })))).toBe('nothing-to-clear');
  });

  it('beyond the number of people whom one officer may clear in a day', async () => {
    await cleared();
    const second = inventPerson('140105');
    node.sources.records.set(second.documentNumber, [{ kind: 'contact', degree: 'close', since: ago(node, day) }]);
    const red = await declaredCitizen(node, second);
    expect(await problemOf(clear(reviewer, orderOf(red)))).toBe('clearance-limit');
    expect(await colourOf(red)).toBe('red');
  });
});
