import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { colourOf, declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { controlOffice, decide } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { grounds, password, type Staff } from '../../../test/staff.ts';
import { natTable, sendTable, type Result, type Sender, type Sending } from '../../../test/upload.ts';

/** What a sender may put in force alone (profile of the province). */
const alone = 50;

let node: TestNode;
let officer: Staff;
let approver: Staff;
let office: Awaited<ReturnType<typeof controlOffice>>;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  office = await controlOffice(node);
  approver = await office.officer('policy-approver', '140100');
});
afterAll(() => node.close());

/** Each test has a sender of its own, with the whole of the day's allowance. */
let sender: Sender;
beforeEach(async () => {
  officer = await office.officer('health-data', '140100');
  sender = await senderOf(officer);
});

async function senderOf({ username }: Staff): Promise<Sender> {
  const { token } = await node.client.call(routes.staffSignIn, { body: { username, password } });
  return { token, division: '140100' };
}

const positive = (documentNumber: string, more: Partial<Result> = {}): Result => ({
  documentNumber,
  result: '阳性',
  method: '混检',
  ...more,
});
const strangers = (count: number) => Array.from({ length: count }, () => inventPerson('140105').documentNumber);
const send = async (results: readonly Result[], sending: Sending = {}) => {
  const receipt = await sendTable(node, sender, natTable(...results), sending);
  await node.settle();
  return receipt;
};
const numberOf = ({ person }: Citizen) => person.documentNumber;
const propose = (uploadId: string) =>
  officer.client.call(routes.proposeHeldResults, {
    params: { uploadId },
    body: { approval: grounds(node, 'laboratory-report', 3) },
  });
const counted = ({ counts }: schemas.UploadReceipt) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

/** Uses up the day of the sender with results about people whom nobody here knows. */
const useUp = () => send(strangers(alone).map((number) => positive(number)));

describe('positive results', () => {
  it('of a crowd take effect up to the day’s number of one sender; the others wait, and colour nobody', async () => {
    const citizen = await declaredCitizen(node);
    const receipt = await send([...strangers(alone), numberOf(citizen)].map((number) => positive(number)));
    expect(counted(receipt)).toEqual({ waiting: alone, held: 1 });
    expect(await colourOf(citizen)).toBe('green');
  });

  it('that are sent twice count once', async () => {
    const results = strangers(alone - 1).map((number) => positive(number));
    await send(results);
    expect(counted(await send([...results, positive(inventPerson('140105').documentNumber, { tube: 'T9' })]))).toEqual({
      waiting: alone,
    });
  });

  it('leave negative ones alone, however many there are', async () => {
    await useUp();
    const citizen = await declaredCitizen(node);
    const receipt = await send([...strangers(60), numberOf(citizen)].map((documentNumber) => ({ documentNumber })));
    expect(counted(receipt)).toEqual({ waiting: 60, new: 1 });
  });
});

describe('results that wait', () => {
  /** One result about a citizen beyond the day of the sender. */
  async function hold(): Promise<{ citizen: Citizen; uploadId: string }> {
    await useUp();
    const citizen = await declaredCitizen(node);
    const { uploadId } = await send([positive(numberOf(citizen)), positive(inventPerson('140105').documentNumber)]);
    return { citizen, uploadId };
  }

  it('take effect when a second person agrees, who reads how many there are and of how many nobody is known', async () => {
    const { citizen, uploadId } = await hold();
    const { approvalId, results } = await propose(uploadId);
    expect(results).toBe(2);
    const { approvals } = await approver.client.call(routes.listApprovals, { query: {} });
    const shown = approvals.find((each) => each.approvalId === approvalId)!;
    expect(Object.fromEntries(shown.content.map(({ name, value }) => [name, value]))).toEqual({
      uploadId,
      results: '2',
      rows: '2',
      unknown: '1',
    });
    expect(await colourOf(citizen)).toBe('green');
    await decide(approver, approvalId, 'approve');
    await node.settle();
    expect(await colourOf(citizen)).not.toBe('green');
    expect(await problemOf(propose(uploadId))).toBe('nothing-held');
  });

  it('do not when the second person says no, and can be proposed again', async () => {
    const { citizen, uploadId } = await hold();
    const { approvalId } = await propose(uploadId);
    expect(await problemOf(propose(uploadId))).toBe('held-proposed');
    await decide(approver, approvalId, 'reject');
    await node.settle();
    expect(await colourOf(citizen)).toBe('green');
    expect((await propose(uploadId)).results).toBe(2);
  });

  it('are not agreed to by whoever sent them', async () => {
    const { citizen, uploadId } = await hold();
    const { approvalId } = await propose(uploadId);
    expect(await problemOf(decide(officer, approvalId, 'approve'))).toBe('approval-same-person');
    expect(await colourOf(citizen)).toBe('green');
  });

  it('wait no longer once the laboratory says otherwise', async () => {
    const { citizen, uploadId } = await hold();
    await send([{ documentNumber: numberOf(citizen), reportedAt: '2026-11-23 21:00' }]);
    expect((await propose(uploadId)).results).toBe(1);
  });

  it('are not applied to somebody who registers before anybody has agreed', async () => {
    await useUp();
    const person = inventPerson('140105');
    await send([positive(person.documentNumber)]);
    expect(await colourOf(await declaredCitizen(node, person))).toBe('green');
  });

  it('stand in the public log and in the public statistics, once a day', async () => {
    const before = (await logEntries(node, 'colouring-stopped')).length;
    const { uploadId } = await hold();
    await send([positive(inventPerson('140105').documentNumber)]);
    const stops = await logEntries(node, 'colouring-stopped');
    expect(stops.slice(before)).toMatchObject([
      { what: 'results', why: 'positives-held', documentNumber: uploadId, count: 2 },
    ]);
  });

  it('of another city are not to be found', async () => {
    const { uploadId } = await hold();
    const elsewhere = await office.officer('health-data', '140200');
    const body = { approval: grounds(node, 'laboratory-report', 3) };
    const asked = elsewhere.client.call(routes.proposeHeldResults, { params: { uploadId }, body });
    expect(await problemOf(asked)).toBe('not-found');
  });
});

// Last, since everybody's session has ended by then.
describe('the number of a day', () => {
  it('are counted over the files of a day, and anew on the next', async () => {
    await useUp();
    const [citizen, other] = [await declaredCitizen(node), await declaredCitizen(node)];
    expect(counted(await send([positive(numberOf(citizen))]))).toEqual({ held: 1 });
    expect(await colourOf(citizen)).toBe('green');
    node.clock.forward(day);
    officer = await office.again(officer);
    sender = await senderOf(officer);
    const result = positive(numberOf(other), { sampledAt: '2026-11-24 08:00', reportedAt: '2026-11-24 09:00' });
    expect(counted(await send([result]))).toEqual({ new: 1 });
    expect(await colourOf(other)).not.toBe('green');
  });
});
