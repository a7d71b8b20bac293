import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { approveList, controlOffice } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, password, type Staff } from '../../../test/staff.ts';
import { sendTable, type Sender, type Sending } from '../../../test/upload.ts';

// The node's clock stands at 2026-11-24 08:00.
let node: TestNode;
let officer: Staff;
let approver: Staff;
let sender: Sender;
let citizen: Citizen;
beforeEach(() => open('140000'));
afterEach(() => node.close());

async function open(province: '140000' | '370000', city = '140100'): Promise<void> {
  node = await openTestNode({ division: province });
  const office = await controlOffice(node);
  officer = await office.officer('health-data', city);
  approver = await office.officer('policy-approver', city);
  sender = { token: await tokenOf(officer), division: city };
  citizen = await declaredCitizen(node);
}

const tokenOf = async ({ username }: Staff) =>
  (await node.client.call(routes.staffSignIn, { body: { username, password } })).token;

const none = { new: 0, corrected: 0, unchanged: 0, outdated: 0, withdrawn: 0, waiting: 0, held: 0, refused: 0 };
const numberOf = ({ person }: Pick<Citizen, 'person'>) => person.documentNumber;

type Table = Extract<schemas.UploadKind, 'isolation' | 'case-state' | 'arrival'>;

const headers: Record<Table, string> = {
  isolation: '证件号码,隔离方式,开始时间,结束时间,作废',
  'case-state': '证件号码,病例状态,开始时间,结束时间,作废',
  arrival: '证件号码,抵达时间,抵达区划,标识,作废',
};

const send = (kind: Table, rows: readonly string[], sending: Sending = {}) =>
  sendTable(node, sender, [headers[kind], ...rows, ''].join('\n'), { kind, ...sending });

/** What a row that colours says, and the draft that takes it. */
const colouring = {
  isolation: [(who: string) => `${who},居家,2026-11-22,,`, { kind: 'isolations', place: 'home' }, 'isolation-order'],
  'case-state': [(who: string) => `${who},确诊,2026-11-23,,`, { kind: 'cases', state: 'confirmed' }, 'case-reported'],
  arrival: [
    (who: string) => `${who},2026-11-23,140105,红标,`,
    { kind: 'arrivals', arrivedIn: '140105', tag: 'red' },
    'arrival-check',
  ],
} as const;

const draft = async (subject: schemas.ListSubject, ground: string, division = '140100') => {
  const body = { division, subject, approval: grounds(node, ground, 7), entries: [] };
  return (await officer.client.call(routes.createColourList, { body })).listId;
};

const preview = (listId: string) => officer.client.call(routes.previewColourList, { params: { listId } });

async function putInForce(listId: string): Promise<void> {
  const { hash } = await preview(listId);
  const { approvalId } = await officer.client.call(routes.proposeColourList, {
    params: { listId },
    body: { previewHash: hash },
  });
  await approveList(node, approver, { listId, approvalId });
}

/** A table onto a list that two people have agreed to. */
async function colour(kind: Table, who: readonly string[] = [numberOf(citizen)]): Promise<string> {
  const [row, subject, ground] = colouring[kind];
  const listId = await draft(subject, ground);
  await send(kind, who.map(row), { listId });
  await putInForce(listId);
  return listId;
}

const facts = async (kind: string) => {
  const rows = await node.context.db
    .selectFrom('fact')
    .select(['within', 'data'])
    .where('kind', '=', kind)
    .where('superseded_by', 'is', null)
    .execute();
  return rows.map(({ within, data }) => ({ within: within.slice(0, 5), ...(data as object) }));
};

describe('a row that colours', () => {
  it.each([
    ['isolation', '结束时间'],
    ['case-state', '病例状态'],
    ['arrival', '标识'],
  ] as const)('of a table of the kind %s is refused without a list, and colours nobody', async (kind, column) => {
    const [row] = colouring[kind];
    const receipt = await send(kind, [row(numberOf(citizen)), row(inventPerson('140105').documentNumber)]);
    expect(receipt.counts).toEqual({ ...none, refused: 2 });
    expect(receipt.faults).toMatchObject([
      { row: 2, column, fault: 'list-needed' },
      { row: 3, column, fault: 'list-needed' },
    ]);
    await node.settle();
    expect([await colourOf(citizen), await facts(kind)]).toEqual(['green', []]);
  });

  it.each([
    ['isolation', { place: 'home', since: '2026-11-22T00:00:00+08:00' }],
    ['case-state', { state: 'confirmed', since: '2026-11-23T00:00:00+08:00' }],
    ['arrival', { tag: 'red', division: '140105', arrivedAt: '2026-11-23T00:00:00+08:00' }],
  ] as const)('of a table of the kind %s counts when a second person has agreed to its list', async (kind, data) => {
    const [row, subject, ground] = colouring[kind];
    const listId = await draft(subject, ground);
    const rows = [row(numberOf(citizen)), row(inventPerson('140105').documentNumber)];
    expect(await send(kind, rows, { listId })).toMatchObject({ listId, counts: { ...none, new: 2 } });
    expect((await send(kind, [...rows, row(numberOf(citizen))], { listId })).counts).toEqual({ ...none, unchanged: 3 });
    await node.settle();
    expect([await colourOf(citizen), await facts(kind)]).toEqual(['green', []]);
    expect(await preview(listId)).toMatchObject({ entries: 2, known: 1, stops: [] });
    await putInForce(listId);
    expect(await facts(kind)).toMatchObject([{ within: 'list:', ...data }]);
    // The tag of an arrival is read by the policy of Taiyuan of 2022, which is not in force here.
    expect(await colourOf(citizen)).toBe(kind === 'arrival' ? 'green' : 'red');
  });

  it('keeps an end of its own that comes before the end of the list, and no later one', async () => {
    const listId = await draft({ kind: 'isolations', place: 'home' }, 'isolation-order');
    const other = await declaredCitizen(node);
    const rows = [`${numberOf(citizen)},居家,2026-11-22,2026-11-26,`, `${numberOf(other)},居家,2026-11-22,2027-01-31,`];
    await send('isolation', rows, { listId });
    const { endsAt } = await preview(listId);
    await putInForce(listId);
    const ends = (await facts('isolation')).map((fact) => 'until' in fact && fact.until);
    // The whole of the 26th, and the end of the list.
    expect(new Set(ends)).toEqual(new Set(['2026-11-27T00:00:00+08:00', endsAt]));
  });

  it('goes on no list that says something else, of another kind, or of another division', async () => {
    const home = await draft({ kind: 'isolations', place: 'home' }, 'isolation-order');
    const rows = [`${numberOf(citizen)},集中,2026-11-22,,`, `${numberOf(citizen)},居家,2026-09-01,,`];
    const { counts, faults } = await send('isolation', rows, { listId: home });
    expect(counts).toEqual({ ...none, refused: 2 });
    expect(faults).toMatchObject([{ fault: 'of-another-list' }, { column: '开始时间', fault: 'too-long-ago' }]);
    const [caseRow] = colouring['case-state'];
    expect(await problemOf(send('case-state', [caseRow(numberOf(citizen))], { listId: home }))).toBe('not-found');
    const division = '140105';
    expect(await problemOf(send('isolation', rows, { listId: home, division }))).toBe('not-found');
    const arrivals = draft({ kind: 'arrivals', arrivedIn: '140213', tag: 'red' }, 'arrival-check');
    expect(await problemOf(arrivals)).toBe('invalid-input');
  });

  it('of somebody who lives elsewhere stops an order, and of somebody who arrives only if they were not there', async () => {
    const elsewhere = await declaredCitizen(node, inventPerson('140213'));
    const [order, subject, ground] = colouring.isolation;
    const orders = await draft(subject, ground);
    await send('isolation', [order(numberOf(elsewhere))], { listId: orders });
    expect((await preview(orders)).stops).toContain('outside-division');
    const [tag, arrival, check] = colouring.arrival;
    const arrivals = await draft(arrival, check);
    await send('arrival', [tag(numberOf(elsewhere))], { listId: arrivals });
    expect((await preview(arrivals)).stops).toEqual(['without-link']);
    const here = await draft(arrival, check);
    await send('arrival', [tag(numberOf(citizen))], { listId: here });
    expect((await preview(here)).stops).toEqual([]);
  });
});

describe('a row that releases counts at once, by one person', () => {
  it.each([
    ['isolation', '居家,2026-11-22,2026-11-24 07:00,'],
    ['isolation', '居家,2026-11-22,,作废'],
    ['case-state', '出院,2026-11-24,,'],
    ['case-state', '排除,2026-11-24,,'],
    ['case-state', '确诊,2026-11-23,,作废'],
  ] as const)('of a table of the kind %s: %s', async (kind, row) => {
    await colour(kind);
    expect(await colourOf(citizen)).toBe('red');
    const { counts } = await send(kind, [`${numberOf(citizen)},${row}`]);
    expect(counts).toEqual({ ...none, [row.endsWith('作废') ? 'withdrawn' : 'new']: 1 });
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
  });

  it.each(['140105,绿标,', '140105,蓝标,'])('of an arrival: %s', async (row) => {
    await colour('arrival');
    await send('arrival', [`${numberOf(citizen)},2026-11-23,${row}`]);
    expect(await facts('arrival')).toMatchObject([{ within: 'uploa' }]);
  });

  it('in the same file as rows that colour, with a list and without', async () => {
    await colour('isolation');
    const other = await declaredCitizen(node);
    const rows = [`${numberOf(citizen)},居家,2026-11-22,2026-11-24 07:00,`, `${numberOf(other)},居家,2026-11-23,,`];
    expect((await send('isolation', rows)).counts).toEqual({ ...none, new: 1, refused: 1 });
    await node.settle();
    expect([await colourOf(citizen), await colourOf(other)]).toEqual(['green', 'green']);
    const listId = await draft({ kind: 'isolations', place: 'home' }, 'isolation-order');
    expect((await send('isolation', rows, { listId })).counts).toEqual({ ...none, new: 1, unchanged: 1 });
  });

  it('not from another order than its own, and not before its end', async () => {
    await colour('isolation');
    const others = [
      '集中,2026-11-22,2026-11-24 07:00,',
      '居家,2026-11-20,2026-11-24 07:00,',
      '居家,2026-11-22,2026-11-24,',
    ];
    for (const row of others) await send('isolation', [`${numberOf(citizen)},${row}`]);
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
  });

  it('also of somebody who has not registered yet: the list does not apply to them', async () => {
    const person = inventPerson('140105');
    await colour('isolation', [person.documentNumber]);
    const row = `${person.documentNumber},居家,2026-11-22,2026-11-24 07:00,`;
    expect((await send('isolation', [row])).counts).toEqual({ ...none, waiting: 1 });
    expect(await colourOf(await declaredCitizen(node, person))).toBe('green');
  });

  it('not for a list of the city by an officer of one of its counties', async () => {
    await colour('isolation');
    await send('isolation', [`${numberOf(citizen)},居家,2026-11-22,2026-11-24 07:00,`], { division: '140105' });
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
  });
});

describe('a discharge', () => {
  // In Shandong fourteen days of yellow follow it (domain table, row Y2).
  it('of somebody who never was a case makes nobody yellow, and its sender learns nothing', async () => {
    await node.close();
    await open('370000', '370100');
    const receipt = await send('case-state', [`${numberOf(citizen)},出院,2026-11-23,,`]);
    expect(receipt.counts).toEqual({ ...none, waiting: 1 });
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
  });

  it('of a case is followed by yellow', async () => {
    await node.close();
    await open('370000', '370100');
    const listId = await draft({ kind: 'cases', state: 'confirmed' }, 'case-reported', '370100');
    await send('case-state', [`${numberOf(citizen)},确诊,2026-11-20,,`], { listId });
    await putInForce(listId);
    expect(await colourOf(citizen)).toBe('red');
    await send('case-state', [`${numberOf(citizen)},出院,2026-11-23,,`]);
    await node.settle();
    expect(await colourOf(citizen)).toBe('yellow');
  });
});
