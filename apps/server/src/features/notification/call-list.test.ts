import { routes, type Client } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredCitizen, type Citizen } from '../../../test/citizen.ts';
import { signInStaff } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { inboxOf, receipt, takenBy } from '../../../test/told.ts';

let node: TestNode;
let taiyuan: Client;
let datong: Client;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  taiyuan = await community('taiyuan', '140100');
  datong = await community('datong', '140200');
});
afterEach(() => node.close());

async function community(username: string, division: string): Promise<Client> {
  const account = { username, password: 'a long enough password', role: 'community' as const, division };
  await (await signInStaff(node)).call(routes.createStaff, { body: account });
  return signInStaff(node, account);
}

/** Told her colour, and no message has reached her. */
async function unreached(residence = '140105'): Promise<Citizen> {
  const citizen = await declaredCitizen(node, inventPerson(residence));
  await node.tick('notification.deliver');
  await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'undelivered');
  await node.tick('notification.deliver');
  return citizen;
}

const listOf = async (client: Client) => (await client.call(routes.getCallList, {})).calls;
const record = (client: Client, callId: string, outcome: 'reached' | 'not-reached' | 'refused') =>
  client.call(routes.recordCall, { params: { callId }, body: { outcome } });

describe('the list of calls', () => {
  it('shows who is to be told, her phone, and what to tell, to the community of her division and to no other', async () => {
    const citizen = await unreached();
    const [call, ...others] = await listOf(taiyuan);
    expect(others).toEqual([]);
    expect(call).toMatchObject({
      maskedName: '王*英',
      phone: citizen.person.phone,
      division: '140105',
      failedCalls: 0,
      needsVisit: false,
      messages: [{ title: { zh: '您的健康码为绿码' } }],
    });
    expect(await listOf(datong)).toEqual([]);
    expect(await problemOf(record(datong, call!.callId, 'reached'))).toBe('not-found');
    expect(await listOf(taiyuan)).toHaveLength(1);
  });

  it('lets her go when she was reached: she has been told, and there is no second call', async () => {
    const citizen = await unreached();
    const [call] = await listOf(taiyuan);
    expect(await record(taiyuan, call!.callId, 'reached')).toMatchObject({ state: 'reached', needsVisit: false });
    expect(await listOf(taiyuan)).toEqual([]);
    expect((await inboxOf(citizen))[0]?.delivery).toMatchObject({ state: 'delivered', channel: 'community' });
    expect(await problemOf(record(taiyuan, call!.callId, 'reached'))).toBe('call-closed');
  });

  it('keeps her after two calls that did not reach her, and asks for a visit', async () => {
    await unreached();
    const [call] = await listOf(taiyuan);
    // Two hours by the profile.
    expect(await record(taiyuan, call!.callId, 'not-reached')).toEqual({
      state: 'open',
      failedCalls: 1,
      callAfter: '2026-11-24T10:00:00+08:00',
      needsVisit: false,
    });
    node.clock.forward(120 * minute);
    taiyuan = await signInStaff(node, { username: 'taiyuan', password: 'a long enough password' });
    expect(await record(taiyuan, call!.callId, 'not-reached')).toMatchObject({ failedCalls: 2, needsVisit: true });
    expect(await listOf(taiyuan)).toMatchObject([{ callId: call!.callId, failedCalls: 2, needsVisit: true }]);
  });

  it('has a person once, with everything that did not reach her', async () => {
    const citizen = await unreached();
    node.sources.records.set(citizen.person.documentNumber, [
      { kind: 'contact', degree: 'close', since: '2026-11-23T08:00:00+08:00' },
    ]);
    await node.context.db.updateTable('current_decision').set({ due_at: node.clock.now() }).execute();
    await node.pass(minute);
    await node.tick('notification.deliver');
    for (const notice of takenBy(node, citizen.person.phone)) await receipt(node, notice, 'undelivered');
    await node.tick('notification.deliver');
    const list = await listOf(taiyuan);
    expect(list).toHaveLength(1);
    expect(list[0]!.messages.map(({ title }) => title.zh)).toEqual(['您的健康码为绿码', '您的健康码变为红码']);
  });

  it('loses who has read the message herself', async () => {
    const citizen = await unreached();
    const [message] = await inboxOf(citizen);
    await citizen.client.call(routes.readMessage, { params: { messageId: message!.messageId } });
    expect(await listOf(taiyuan)).toEqual([]);
  });

  it('is staff looking at personal data: each person shown, and each call, is on record for her to see', async () => {
    const citizen = await unreached();
    const [call] = await listOf(taiyuan);
    node.clock.forward(1);
    await record(taiyuan, call!.callId, 'refused');
    const { records } = await citizen.client.call(routes.listAccessRecords, {});
    expect(
      records.map(({ purpose, seen, reference }) => [purpose.code, seen.map(({ code }) => code), reference]),
    ).toEqual([
      ['community-call', ['contact'], call!.callId],
      ['community-call', ['identity', 'phone', 'division', 'messages'], call!.callId],
    ]);
  });
});
