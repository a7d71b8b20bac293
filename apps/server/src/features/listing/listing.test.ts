import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ago, colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { approveList, contactList, controlOffice, decide, entryOf, proposed } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, type Staff } from '../../../test/staff.ts';

let node: TestNode;
let office: Awaited<ReturnType<typeof controlOffice>>;
let officer: Staff;
let approver: Staff;
/** Lives in Xiaodian, where the case was, and was at home. */
let contact: Citizen;

beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  office = await controlOffice(node);
  officer = await office.officer('health-data', '140100');
  approver = await office.officer('policy-approver', '140100');
  contact = await declaredCitizen(node, inventPerson('140105'));
});
afterEach(() => node.close());

const statistics = () => node.client.call(routes.getColouringStatistics, {});
const ordersOf = ({ client }: Citizen) => client.call(routes.listColourOrders, {}).then(({ orders }) => orders);
const messagesOf = async ({ client }: Citizen, kind: schemas.MessageKind) =>
  (await client.call(routes.listMessages, { query: {} })).messages.filter((message) => message.kind === kind);

describe('a list of contacts', () => {
  it('colours nobody as a draft, a preview or a proposal', async () => {
    await proposed(officer, contactList(node, [contact.person]));
    await node.tick();
    expect([await colourOf(contact), await ordersOf(contact)]).toEqual(['green', []]);
  });

  // SX22-R2 (晋疫情防控办发〔2022〕28号): a close contact is red.
  it('takes effect when a second person who read its preview agrees, and tells people why, on what paper and until when', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    expect(list.preview).toMatchObject({
      entries: 1,
      known: 1,
      changes: [{ from: 'green', to: 'red', count: 1 }],
      divisions: [{ division: '140105', count: 1 }],
      stops: [],
      provinceNeeded: false,
    });
    await approveList(node, approver, list);
    expect(await colourOf(contact)).toBe('red');
    const [order] = await ordersOf(contact);
    expect(order).toMatchObject({
      by: 'list',
      ground: { zh: '流调判定的接触人员' },
      documentNumber: '晋疫控〔2026〕12号',
      office: { division: '140100', name: { zh: '山西省太原市' } },
      until: '2026-12-01T08:00:00+08:00',
    });
    const [message] = await messagesOf(contact, 'colour-by-list');
    expect(message?.text.zh).toMatch(/山西省太原市.*流调判定的接触人员.*晋疫控〔2026〕12号.*12月1日.*申诉/);
  });

  it('ends by itself at its end: whoever was on it is decided anew, and the list forgets who they were', async () => {
    await approveList(node, approver, await proposed(officer, contactList(node, [contact.person])));
    await node.pass(7 * day - 60);
    expect(await ordersOf(contact)).toHaveLength(1);
    await node.pass(60);
    await node.tick();
    expect(await ordersOf(contact)).toEqual([]);
    const { lists } = await statistics();
    expect(lists).toMatchObject([{ state: 'ended', people: 1 }]);
    const left = await node.context.db.selectFrom('list_entry').selectAll().execute();
    expect(left).toEqual([]);
    const facts = node.context.db.selectFrom('fact').select('within').where('superseded_by', 'is', null);
    expect((await facts.execute()).filter(({ within }) => within.startsWith('list:'))).toEqual([]);
  });

  it('is taken back by one person, and everybody on it turns back at once', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    await approveList(node, approver, list);
    const params = { listId: list.listId };
    expect((await officer.client.call(routes.withdrawColourList, { params })).state).toBe('withdrawn');
    await node.settle();
    expect([await colourOf(contact), await ordersOf(contact)]).toEqual(['green', []]);
    expect(await problemOf(officer.client.call(routes.withdrawColourList, { params }))).toBe('list-closed');
  });

  it('is public and in the log from beginning to end, without anybody on it', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    node.clock.forward(1);
    await approveList(node, approver, list);
    node.clock.forward(1);
    await officer.client.call(routes.withdrawColourList, { params: { listId: list.listId } });
    const { lists } = await statistics();
    expect(lists).toEqual([
      {
        listId: list.listId,
        kind: 'contacts',
        kindName: { zh: '密切接触者等接触人员名单', en: 'people who met a case' },
        ground: 'contact-tracing',
        groundName: { zh: '流调判定的接触人员', en: 'contacts found by tracing a case' },
        documentNumber: '晋疫控〔2026〕12号',
        division: '140100',
        people: 1,
        state: 'withdrawn',
        inForceAt: '2026-11-24T08:00:01+08:00',
        endsAt: '2026-12-01T08:00:00+08:00',
      },
    ]);
    const entries = await logEntries(node, 'colour-list');
    expect(entries.map(({ event, count, documentNumber }) => [event, count, documentNumber])).toEqual([
      ['in-force', 1, '晋疫控〔2026〕12号'],
      ['withdrawn', 1, '晋疫控〔2026〕12号'],
    ]);
    expect(entries[0]?.['preview']).toBe(list.preview.hash);
    expect(JSON.stringify(entries)).not.toContain(contact.person.documentNumber);
  });

  it('takes up again where a crash left it, and doubles nothing', async () => {
    const people = await Promise.all([1, 2, 3].map(() => declaredCitizen(node, inventPerson('140105'))));
    const list = await proposed(
      officer,
      contactList(
        node,
        people.map(({ person }) => person),
      ),
    );
    await approver.client.call(routes.readListPreview, { params: { listId: list.listId } });
    await decide(approver, list.approvalId, 'approve');
    // The queue has lost the job.
    await node.handle.pool.query('delete from graphile_worker._private_jobs');
    await node.tick('listing.due');
    await node.tick('listing.due');
    expect(await Promise.all(people.map(colourOf))).toEqual(['red', 'red', 'red']);
    const told = await node.context.db
      .selectFrom('message')
      .select('kind')
      .where('kind', '=', 'colour-by-list')
      .execute();
    expect(told).toHaveLength(3);
  });

  it('keeps good rows and says what is wrong with the others; somebody listed twice is one', async () => {
    const wrong = { ...entryOf(node, contact.person), documentNumber: '140105194912310029' };
    const entries = [entryOf(node, contact.person), wrong, entryOf(node, contact.person)];
    const draft = await officer.client.call(routes.createColourList, {
      body: contactList(node, [], { entries }),
    });
    expect([draft.entries, draft.duplicates, draft.rejected.map(({ row }) => row)]).toEqual([1, 1, [1]]);
    const params = { listId: draft.listId };
    const phone = { phone: contact.person.phone, since: ago(node, 2 * day) };
    await officer.client.call(routes.addListedPeople, { params, body: { entries: [phone] } });
    const preview = await officer.client.call(routes.previewColourList, { params });
    const duplicates = preview.checks.find(({ check }) => check === 'duplicates');
    expect([preview.entries, preview.known, duplicates?.count]).toEqual([2, 1, 1]);
  });
});

describe('a list is not put into force', () => {
  const approve = async (list: { listId: string; approvalId: string }, by = approver, reads = true) => {
    if (reads) await by.client.call(routes.readListPreview, { params: { listId: list.listId } });
    return problemOf(decide(by, list.approvalId, 'approve'));
  };

  it('by the person who proposed it, under a second account either', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    expect(await approve(list, officer)).toBe('approval-same-person');
  });

  it('by an approver who has not read its preview', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    expect(await approve(list, approver, false)).toBe('list-preview-unseen');
    await node.tick();
    expect(await colourOf(contact)).toBe('green');
    expect(await approve(list)).toBe('none');
  });

  it('by a colleague of another division', async () => {
    const list = await proposed(officer, contactList(node, [contact.person]));
    const elsewhere = await office.officer('policy-approver', '140200');
    const read = elsewhere.client.call(routes.readListPreview, { params: { listId: list.listId } });
    expect(await problemOf(read)).toBe('not-found');
    expect(await approve(list, elsewhere, false)).toBe('not-found');
    await node.tick();
    expect(await colourOf(contact)).toBe('green');
  });

  it('if it changed after the preview', async () => {
    const body = contactList(node, [contact.person]);
    const { listId } = await officer.client.call(routes.createColourList, { body });
    const { hash } = await officer.client.call(routes.previewColourList, { params: { listId } });
    const another = { entries: [entryOf(node, inventPerson('140105'))] };
    await officer.client.call(routes.addListedPeople, { params: { listId }, body: another });
    const propose = (previewHash: string) =>
      officer.client.call(routes.proposeColourList, { params: { listId }, body: { previewHash } });
    expect(await problemOf(propose(hash))).toBe('list-preview-needed');
    const again = await officer.client.call(routes.previewColourList, { params: { listId } });
    const { approvalId } = await propose(again.hash);
    const more = officer.client.call(routes.addListedPeople, { params: { listId }, body: another });
    expect(await problemOf(more)).toBe('list-not-a-draft');
    // Not even past the node itself.
    await node.context.db
      .updateTable('list_entry')
      .set({ subject_index: Buffer.alloc(32) })
      .where('person_id', 'is not', null)
      .execute();
    expect(await approve({ listId, approvalId })).toBe('list-preview-needed');
  });

  it('on a preview older than the profile allows', async () => {
    const body = contactList(node, [contact.person]);
    const { listId } = await officer.client.call(routes.createColourList, { body });
    const { hash: previewHash } = await officer.client.call(routes.previewColourList, { params: { listId } });
    node.clock.forward(24 * hour + 1);
    const { client } = await office.again(officer);
    const answer = problemOf(client.call(routes.proposeColourList, { params: { listId }, body: { previewHash } }));
    expect(await answer).toBe('list-preview-needed');
  });

  it.each<[string, Partial<schemas.ApprovalGround>]>([
    ['without an end that lies ahead', { endsAt: '2026-11-24T08:00:00+08:00' }],
    ['with an end beyond the maximum', { endsAt: '2026-12-16T08:00:01+08:00' }],
    ['on a ground of no list', { ground: 'depositor' }],
    ['on the ground of another kind of list', { ground: 'risk-area' }],
  ])('%s', async (_, wrong) => {
    const approval = { ...grounds(node, 'contact-tracing', 7), ...wrong };
    const body = contactList(node, [contact.person], { approval });
    expect(await problemOf(officer.client.call(routes.createColourList, { body }))).toBe('approval-invalid');
  });

  it('without end or document number at all', async () => {
    const approval = { ground: 'contact-tracing' } as schemas.ApprovalGround;
    const body = contactList(node, [contact.person], { approval });
    expect(await problemOf(officer.client.call(routes.createColourList, { body }))).toBe('invalid-input');
  });

  it('once it has run out while it waited', async () => {
    const approval = grounds(node, 'contact-tracing', 1);
    const list = await proposed(officer, contactList(node, [contact.person], { approval }));
    await approver.client.call(routes.readListPreview, { params: { listId: list.listId } });
    await node.pass(day);
    await node.tick();
    const [{ state } = {}] = await node.context.db.selectFrom('colour_list').select('state').execute();
    expect(state).toBe('not-approved');
  });

  it('that has nobody on it', async () => {
    const entries = [{ ...entryOf(node, contact.person), documentNumber: '140105194912310029' }];
    const body = contactList(node, [], { entries });
    const { listId } = await officer.client.call(routes.createColourList, { body });
    const { hash: previewHash, stops } = await officer.client.call(routes.previewColourList, { params: { listId } });
    expect(stops).toEqual(['nobody']);
    const propose = officer.client.call(routes.proposeColourList, { params: { listId }, body: { previewHash } });
    expect(await problemOf(propose)).toBe('list-empty');
  });
});
