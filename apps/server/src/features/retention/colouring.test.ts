import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { approveList, contactList, controlOffice, decide, proposed } from '../../../test/colouring.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, type Staff } from '../../../test/staff.ts';

/** Days of Shanxi, by its profile: what took effect by two people, and what was begun and left. */
const [decided, begun] = [1096, 14];

let node: TestNode;
let office: Awaited<ReturnType<typeof controlOffice>>;
let officer: Staff;
let approver: Staff;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  office = await controlOffice(node);
  officer = await office.officer('health-data', '140100');
  approver = await office.officer('policy-approver', '140100');
});
afterEach(() => node.close());

const tables = {
  lists: ['colour_list', 'list_preview_read'],
  drafts: ['colour_list', 'listed_subject', 'list_entry'],
  'manual colours': ['manual_colour', 'manual_colour_person'],
  clearances: ['clearance', 'clearance_person'],
} as const;

const counts = (kind: keyof typeof tables) =>
  Promise.all(
    tables[kind].map(async (table) => (await node.context.db.selectFrom(table).selectAll().execute()).length),
  );
const pass = async (seconds: number) => {
  node.clock.forward(seconds);
  await node.tick('retention.destroy');
};

const citizen = (): Promise<Citizen> => declaredCitizen(node, inventPerson('140105'));

/** Runs out now. */
async function end(what: 'listing.due' | 'manual-colour.due', days: number): Promise<void> {
  await pass(days * day);
  await node.tick(what);
  await node.tick(what);
}

describe('what has coloured people is destroyed when it has been over for as long as the profile says, not a second before', () => {
  it('a list, with who read its preview', async () => {
    const contact = await citizen();
    await approveList(node, approver, await proposed(officer, contactList(node, [contact.person])));
    await end('listing.due', 7);
    // Both of the two who agreed on it have read it.
    expect(await counts('lists')).toEqual([1, 2]);
    await pass(decided * day);
    expect(await counts('lists')).toEqual([1, 2]);
    await pass(1);
    expect(await counts('lists')).toEqual([0, 0]);
  });

  it('a draft that nobody proposed, with everybody on it', async () => {
    const contact = await citizen();
    await officer.client.call(routes.createColourList, { body: contactList(node, [contact.person]) });
    expect(await counts('drafts')).toEqual([1, 1, 1]);
    await pass(begun * day);
    expect(await counts('drafts')).toEqual([1, 1, 1]);
    await pass(1);
    expect(await counts('drafts')).toEqual([0, 0, 0]);
  });

  it('a colour set by hand; one that ended a day later is kept a day longer', async () => {
    const set = async () => {
      const { person } = await citizen();
      const { manualColourId, approvalId } = await officer.client.call(routes.proposeManualColour, {
        body: {
          person: { documentType: '10', documentNumber: person.documentNumber },
          colour: 'red',
          approval: grounds(node, 'isolation-order', 7),
          reference: 'TY-20261124-0001',
        },
      });
      await approver.client.call(routes.readManualColour, { params: { manualColourId } });
      await decide(approver, approvalId, 'approve');
      await node.settle();
    };
    await set();
    node.clock.forward(day);
    [officer, approver] = [await office.again(officer), await office.again(approver)];
    await set();
    await end('manual-colour.due', 6);
    await end('manual-colour.due', 1);
    await pass((decided - 1) * day);
    expect(await counts('manual colours')).toEqual([2, 2]);
    await pass(1);
    expect(await counts('manual colours')).toEqual([1, 1]);
  });

  it('a clearance that was reviewed; one that was not is kept', async () => {
    const clear = async () => {
      const person = inventPerson('140105');
      node.sources.records.set(person.documentNumber, [
        { kind: 'contact', degree: 'close', since: node.clock.now().toISOString() },
      ]);
      await declaredCitizen(node, person);
      const reviewer = await office.officer('reviewer', '140100');
      const { clearances } = await reviewer.client.call(routes.clearColour, {
        body: {
          person: { documentType: '10', documentNumber: person.documentNumber },
          ground: 'mistaken-identity',
          orderNumber: '并疫控〔2026〕13号',
          reference: 'TY-20261124-0002',
        },
      });
      return clearances[0]!;
    };
    const { clearanceId } = await clear();
    await clear();
    const another = await office.officer('reviewer', '140100');
    await another.client.call(routes.reviewClearance, { params: { clearanceId }, body: { decision: 'end' } });
    expect(await counts('clearances')).toEqual([2, 2]);
    const { until } = await node.context.db
      .selectFrom('clearance')
      .select('until')
      .where('clearance_id', '=', clearanceId)
      .executeTakeFirstOrThrow();
    node.clock.set(until.toISOString());
    await pass(decided * day);
    expect(await counts('clearances')).toEqual([2, 2]);
    await pass(1);
    expect(await counts('clearances')).toEqual([1, 1]);
  });
});
