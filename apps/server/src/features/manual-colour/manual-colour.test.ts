import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { controlOffice, decide } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, type Staff } from '../../../test/staff.ts';
import { inboxOf } from '../../../test/told.ts';

let node: TestNode;
let office: Awaited<ReturnType<typeof controlOffice>>;
let officer: Staff;
let approver: Staff;
let citizen: Citizen;

beforeEach(async () => {
  node = await openTestNode({
    division: '140000',
    profile: (profile) => ({ ...profile, manualColour: { perOfficerPerDay: 2, perDay: 200, maximumDays: 14 } }),
  });
  office = await controlOffice(node);
  officer = await office.officer('health-data', '140100');
  approver = await office.officer('policy-approver', '140100');
  citizen = await declaredCitizen(node, inventPerson('140105'));
});
afterEach(() => node.close());

function proposalOf(proposal: Partial<schemas.ManualColourProposal> = {}): schemas.ManualColourProposal {
  const { documentNumber } = citizen.person;
  return {
    person: { documentType: '10', documentNumber },
    colour: 'red',
    approval: grounds(node, 'isolation-order', 7),
    reference: 'TY-20261124-0001',
    ...proposal,
  };
}

const propose = (proposal = proposalOf(), by = officer) =>
  by.client.call(routes.proposeManualColour, { body: proposal });
const read = (manualColourId: string, by = approver) =>
  by.client.call(routes.readManualColour, { params: { manualColourId } });

async function set(): Promise<string> {
  const { manualColourId, approvalId } = await propose();
  await read(manualColourId);
  await decide(approver, approvalId, 'approve');
  await node.settle();
  return manualColourId;
}

describe('a colour set by hand', () => {
  it('takes effect when a second person has read whose it is, and that person is told at once that a hand set it', async () => {
    const { manualColourId, approvalId } = await propose();
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
    expect(await read(manualColourId)).toMatchObject({ colourNow: 'green', colourThen: 'red' });
    await decide(approver, approvalId, 'approve');
    await node.settle();
    expect(await colourOf(citizen)).toBe('red');
    const { orders } = await citizen.client.call(routes.listColourOrders, {});
    expect(orders).toMatchObject([
      {
        by: 'hand',
        text: { zh: '由山西省太原市疫情防控办人工赋码,经两人批准。' },
        ground: { zh: '隔离医学观察' },
        documentNumber: '晋疫控〔2026〕12号',
        until: '2026-12-01T08:00:00+08:00',
      },
    ]);
    const message = (await inboxOf(citizen)).find(({ kind }) => kind === 'colour-by-hand');
    expect(message?.text.zh).toMatch(/隔离医学观察.*晋疫控〔2026〕12号.*12月1日.*申诉/);
  });

  it('shows its person who looked, and what for', async () => {
    await set();
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(records.filter(({ purpose }) => purpose.code === 'manual-colour')).toHaveLength(2);
  });

  it('ends by itself, and the log has its beginning and its end without its person', async () => {
    await set();
    await node.pass(7 * day - 1);
    expect(await colourOf(citizen)).toBe('red');
    await node.pass(1);
    await node.settle();
    expect(await colourOf(citizen)).not.toBe('red');
    expect((await citizen.client.call(routes.listColourOrders, {})).orders).toEqual([]);
    const entries = await logEntries(node, 'manual-colour');
    expect(entries.map(({ event, ground, division, office: of }) => [event, ground, division, of])).toEqual([
      ['set', 'isolation-order', '140105', '140100'],
      ['ended', 'isolation-order', '140105', '140100'],
    ]);
    expect(JSON.stringify(entries)).not.toContain(citizen.person.documentNumber);
  });

  it('is lifted by one person, and counted in public by city', async () => {
    const manualColourId = await set();
    const lift = () => officer.client.call(routes.liftManualColour, { params: { manualColourId } });
    expect((await lift()).state).toBe('lifted');
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
    expect(await problemOf(lift())).toBe('list-closed');
    const { manualColours } = await node.client.call(routes.getColouringStatistics, {});
    expect(manualColours).toMatchObject([
      { division: '140100', ground: 'isolation-order', colour: 'red', inForce: 0, total: 1 },
    ]);
  });
});

describe('a colour is not set by hand', () => {
  it('by the person who proposed it', async () => {
    const { manualColourId, approvalId } = await propose();
    await read(manualColourId, officer);
    expect(await problemOf(decide(officer, approvalId, 'approve'))).toBe('approval-same-person');
  });

  it('by a second person who has not read whose it is', async () => {
    const { approvalId } = await propose();
    expect(await problemOf(decide(approver, approvalId, 'approve'))).toBe('list-preview-unseen');
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
  });

  it('by colleagues of another division: neither proposed, read nor approved', async () => {
    const elsewhere = await office.officer('health-data', '140200');
    expect(await problemOf(propose(proposalOf(), elsewhere))).toBe('not-found');
    const { manualColourId, approvalId } = await propose();
    expect(await problemOf(read(manualColourId, elsewhere))).toBe('not-found');
    expect(await problemOf(decide(elsewhere, approvalId, 'approve'))).toBe('not-found');
  });

  it.each<[string, Partial<schemas.ApprovalGround>, 'yellow' | 'red']>([
    ['on a ground of no list of grounds', { ground: 'depositor' }, 'yellow'],
    ['red without a ground that is about health', { ground: 'test-order' }, 'red'],
    ['with an end that has passed', { endsAt: '2026-11-24T08:00:00+08:00' }, 'yellow'],
    ['beyond the maximum of fourteen days', { endsAt: '2026-12-08T08:00:01+08:00' }, 'yellow'],
  ])('%s', async (_, wrong, colour) => {
    const approval = { ...grounds(node, 'isolation-order', 7), ...wrong };
    expect(await problemOf(propose(proposalOf({ approval, colour })))).toBe('approval-invalid');
  });

  it('without an end', async () => {
    const approval = { ground: 'isolation-order', documentNumber: '晋疫控〔2026〕12号' } as schemas.ApprovalGround;
    expect(await problemOf(propose(proposalOf({ approval })))).toBe('invalid-input');
  });

  it('once nobody agreed in time', async () => {
    const { manualColourId } = await propose();
    await node.pass(4 * day);
    await node.tick();
    const { state } = await node.context.db
      .selectFrom('manual_colour')
      .select('state')
      .where('manual_colour_id', '=', manualColourId)
      .executeTakeFirstOrThrow();
    expect(state).toBe('not-approved');
    expect(await colourOf(citizen)).not.toBe('red');
  });

  it('beyond the limit of an officer and a day: the attempt stands in the log once, in the statistics as often as it was made', async () => {
    await propose();
    await propose();
    expect(await problemOf(propose())).toBe('manual-colour-limit');
    expect(await problemOf(propose())).toBe('manual-colour-limit');
    const stopped = await logEntries(node, 'colouring-stopped');
    expect(stopped).toMatchObject([
      { what: 'manual-colour', why: 'manual-colour-limit', ground: 'isolation-order', division: '140105', count: 1 },
    ]);
    const { stopped: counted } = await node.client.call(routes.getColouringStatistics, {});
    expect(counted).toMatchObject([{ day: '2026-11-24', what: 'manual-colour', times: 2 }]);
    await node.pass(day);
    expect(await problemOf(propose(proposalOf(), await office.again(officer)))).toBe('none');
  });
});
