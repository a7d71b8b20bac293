import { routes, type schemas } from '@tongxing/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { colourOf, declaredCitizen, pledgeOf, verifiedCitizen, well, type Citizen } from '../../../test/citizen.ts';
import {
  approveList,
  contactList,
  controlOffice,
  decide,
  entryOf,
  proposed,
  staysIn,
} from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import type { Staff } from '../../../test/staff.ts';

let node: TestNode;
let office: Awaited<ReturnType<typeof controlOffice>>;
let officer: Staff;
let approver: Staff;
afterEach(() => node.close());

async function open(limits: Partial<TestNode['context']['province']['listing']> = {}): Promise<void> {
  node = await openTestNode({
    division: '140000',
    profile: (profile) => ({ ...profile, listing: { ...profile.listing, ...limits } }),
  });
  office = await controlOffice(node);
  officer = await office.officer('health-data', '140100');
  approver = await office.officer('policy-approver', '140100');
}

/** Registers and declares fourteen days in a division. */
async function whoWasIn(division: string, person: Person): Promise<Citizen> {
  const citizen = await verifiedCitizen(node, person);
  const pledge = pledgeOf(node);
  await citizen.client.call(routes.declareHealth, { body: { answers: well, pledge } });
  await citizen.client.call(routes.declareItinerary, { body: { stays: staysIn(node, division), pledge } });
  await node.settle();
  return citizen;
}

const personsOf = (citizens: readonly Citizen[]) => citizens.map(({ person }) => person);
const linked = (count: number) =>
  Promise.all(Array.from({ length: count }, () => declaredCitizen(node, inventPerson('140105'))));
const draft = (body: schemas.ColourListDraft) => officer.client.call(routes.createColourList, { body });
const preview = (listId: string) => officer.client.call(routes.previewColourList, { params: { listId } });
const propose = (listId: string, previewHash: string) =>
  officer.client.call(routes.proposeColourList, { params: { listId }, body: { previewHash } });
const leaveOut = (listId: string, which: 'outside-division' | 'without-link') =>
  officer.client.call(routes.leaveOutListed, { params: { listId }, body: { which } });
const countOf = ({ checks }: schemas.ListPreview, check: string) => checks.find((each) => each.check === check)?.count;

async function stops(list: schemas.ColourListDraft, why: string) {
  const { listId } = await draft(list);
  const seen = await preview(listId);
  expect(await problemOf(propose(listId, seen.hash))).toBe(why);
  return { listId, seen };
}

describe('a list is stopped before a second person sees it', () => {
  it('when residents of another division are on it; without them it goes on, and the attempt stands in log and statistics', async () => {
    await open();
    const [here] = await linked(1);
    const elsewhere = await whoWasIn('140105', inventPerson('140213'));
    const { listId, seen } = await stops(contactList(node, personsOf([here!, elsewhere])), 'list-outside-division');
    expect([countOf(seen, 'outside-division'), seen.stops]).toEqual([1, ['outside-division']]);
    expect(await leaveOut(listId, 'outside-division')).toMatchObject({ entries: 1, leftOut: 1 });
    const { hash } = await preview(listId);
    expect(await problemOf(propose(listId, hash))).toBe('none');
    expect(await logEntries(node, 'colouring-stopped')).toMatchObject([
      { what: 'list', why: 'list-outside-division', count: 2, documentNumber: '晋疫控〔2026〕12号' },
    ]);
    const { stopped } = await node.client.call(routes.getColouringStatistics, {});
    expect(stopped).toMatchObject([{ what: 'list', why: 'list-outside-division', division: '140100', times: 1 }]);
  });

  // The profile: of those with an itinerary, 20 in 100 may have been nowhere near.
  it('when more than a fifth of it were nowhere near the case', async () => {
    await open();
    const near = await linked(4);
    const far = await Promise.all([1, 2].map(() => whoWasIn('140213', inventPerson('140105'))));
    const fifth = await draft(contactList(node, personsOf([...near, far[0]!])));
    expect((await preview(fifth.listId)).stops).toEqual([]);
    const { listId, seen } = await stops(contactList(node, personsOf([...near, ...far])), 'list-without-link');
    expect(countOf(seen, 'without-link')).toBe(2);
    expect(await leaveOut(listId, 'without-link')).toMatchObject({ entries: 4, leftOut: 2 });
    expect((await preview(listId)).stops).toEqual([]);
  });

  it('unless its places lie inside its division, and are narrower than a city', async () => {
    await open();
    const person = inventPerson('140105');
    for (const division of ['140213', '140100']) {
      const list = contactList(node, [person]);
      const { places } = list.subject as Extract<schemas.ListSubject, { kind: 'contacts' }>;
      const subject = { ...list.subject, places: places.map((place) => ({ ...place, division })) };
      const wrong = { ...list, subject } as schemas.ColourListDraft;
      expect(await problemOf(draft(wrong))).toBe('invalid-input');
    }
  });
});

describe('a list of more people than a division may colour', () => {
  it('takes an approver of the province', async () => {
    await open({ peoplePerList: 1 });
    const people = await linked(2);
    const list = await proposed(officer, contactList(node, personsOf(people)));
    expect(list.preview.provinceNeeded).toBe(true);
    await approver.client.call(routes.readListPreview, { params: { listId: list.listId } });
    expect(await problemOf(decide(approver, list.approvalId, 'approve'))).toBe('province-approver-needed');
    await node.settle();
    expect(await logEntries(node, 'colouring-stopped')).toMatchObject([{ why: 'province-approver-needed', count: 2 }]);
    expect(await Promise.all(people.map(colourOf))).toEqual(['green', 'green']);
    await approveList(node, await office.officer('policy-approver', '140000'), list);
    expect(await Promise.all(people.map(colourOf))).toEqual(['red', 'red']);
  });

  it.each([
    ['by the lists of one officer', { peoplePerOfficerPerDay: 1 }, 'province-approver-needed', 'none'],
    ['by all lists', { peoplePerDay: 1 }, 'province-approver-needed', 'province-approver-needed'],
  ])('in a day %s takes one as well', async (_, limits, ofOfficer, ofAnother) => {
    await open(limits);
    const [first, second, third] = await linked(3);
    await approveList(node, approver, await proposed(officer, contactList(node, personsOf([first!]))));
    const again = async (by: Staff, citizen: Citizen) => {
      const list = await proposed(by, contactList(node, personsOf([citizen])));
      await approver.client.call(routes.readListPreview, { params: { listId: list.listId } });
      return problemOf(decide(approver, list.approvalId, 'approve'));
    };
    expect(await again(officer, second!)).toBe(ofOfficer);
    expect(await again(await office.officer('health-data', '140100'), third!)).toBe(ofAnother);
  });
});

describe('somebody on a list who registers later', () => {
  it('turns with their declaration, if they were where the case was', async () => {
    await open();
    const [person, byPhone] = [inventPerson('140105'), inventPerson('140105')];
    const entries = [entryOf(node, person), { phone: byPhone.phone, since: entryOf(node, person).since }];
    const list = await proposed(officer, contactList(node, [], { entries }));
    expect(list.preview).toMatchObject({ known: 0, changes: [] });
    expect(countOf(list.preview, 'unknown')).toBe(2);
    await approveList(node, approver, list);
    const late = [await whoWasIn('140105', person), await whoWasIn('140105', byPhone)];
    await node.settle();
    expect(await Promise.all(late.map(colourOf))).toEqual(['red', 'red']);
    const orders = await Promise.all(late.map(({ client }) => client.call(routes.listColourOrders, {})));
    expect(orders.map((order) => order.orders.length)).toEqual([1, 1]);
  });

  it('is held back for people to look at, if they were nowhere near', async () => {
    await open();
    const person = inventPerson('140105');
    await approveList(node, approver, await proposed(officer, contactList(node, [person])));
    const late = await whoWasIn('140213', person);
    await node.settle();
    expect(await colourOf(late)).toBe('green');
    const { lists } = await officer.client.call(routes.listColourLists, {});
    expect(lists).toMatchObject([{ applied: 0, held: 1 }]);
  });

  it('is not touched by a list that has ended', async () => {
    await open();
    const person = inventPerson('140105');
    await approveList(node, approver, await proposed(officer, contactList(node, [person])));
    await node.pass(7 * day);
    await node.tick();
    expect(await colourOf(await whoWasIn('140105', person))).toBe('green');
  });
});
