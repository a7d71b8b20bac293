import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { declaredCitizen, signIn, type Citizen } from '../../../test/citizen.ts';
import { hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inboxOf, personIdOf, receipt, takenBy } from '../../../test/told.ts';
import type { ProvinceProfile } from '../../province.ts';
import { createPaces, deliverDue } from './deliver.ts';

let node: TestNode;
const open = async (profile?: (profile: ProvinceProfile) => ProvinceProfile) => {
  node = await openTestNode({ division: '140000', ...(profile === undefined ? {} : { profile }) });
};
beforeEach(() => open());
afterEach(() => node.close());

/** Told that her code is green, and signed in from WeChat and Alipay as far as the test says. */
async function told(subscribed: readonly ('wechat' | 'alipay')[] = []): Promise<Citizen> {
  const citizen = await declaredCitizen(node);
  for (const channel of subscribed) {
    node.sources.platformCodes.set('login', `${channel}-user`).set('AAAA', citizen.person.phone);
    if (channel === 'wechat')
      await node.client.call(routes.signInWithWechat, { body: { loginCode: 'login', phoneCode: 'AAAA' } });
    else {
      const body = { authCode: 'login', encryptedPhone: { response: 'AAAA', sign: 'AAAA' } };
      await node.client.call(routes.signInWithAlipay, { body });
    }
    const body = { channel, granted: [{ template: 'colour' as const, count: 1 }] };
    await citizen.client.call(routes.grantSubscriptions, { body });
  }
  return citizen;
}

const deliver = () => node.tick('notification.deliver');
const wait = async (seconds: number) => {
  node.clock.forward(seconds);
  await deliver();
};
const tried = () => node.sources.notices.map(({ channel, outcome }) => `${channel} ${outcome}`);
const stateOf = async (citizen: Citizen) => (await inboxOf(citizen))[0]!.delivery;
const receiptMinutes = 15;

describe('a message goes', () => {
  it('by WeChat where she is subscribed, and each subscription is used up once', async () => {
    const citizen = await told(['wechat', 'alipay']);
    await deliver();
    expect(tried()).toEqual(['wechat accepted']);
    expect(takenBy(node, 'wechat-user')[0]?.keywords).toMatchObject({ phrase: '转为绿码', phone: '0351-12320' });
    expect(await stateOf(citizen)).toMatchObject({ state: 'sent', channel: 'wechat', at: '2026-11-24T08:00:00+08:00' });
    const { subscriptions } = await citizen.client.call(routes.listSubscriptions, {});
    expect(subscriptions.filter(({ remaining }) => remaining > 0).map(({ channel }) => channel)).toEqual(['alipay']);
  });

  it('by Alipay where only that is subscribed, and by text message where nothing is', async () => {
    await told(['alipay']);
    await deliver();
    const other = await declaredCitizen(node);
    await deliver();
    expect(tried()).toEqual(['alipay accepted', 'sms accepted']);
    expect(takenBy(node, other.person.phone)[0]?.text).toMatch(/^【山西健康码】您的山西健康码自11月24日8:00起为绿码。/);
  });

  it('by text message where she signs in from WeChat and has not subscribed: nothing is asked of WeChat', async () => {
    const citizen = await told(['wechat']);
    await node.context.db.updateTable('channel_subscription').set({ remaining: 0 }).execute();
    await deliver();
    expect(tried()).toEqual(['sms accepted']);
    expect(await stateOf(citizen)).toMatchObject({ channel: 'sms' });
  });

  it('in the order of the province', async () => {
    await node.close();
    await open((profile) => ({ ...profile, notification: { ...profile.notification, channels: ['sms', 'wechat'] } }));
    await told(['wechat']);
    await deliver();
    expect(tried()).toEqual(['sms accepted']);
  });

  it('to the next channel at once where she has unsubscribed, and the count of subscriptions is set right', async () => {
    const citizen = await told(['wechat']);
    node.sources.refusals.set('wechat wechat-user', 'not-subscribed');
    await deliver();
    await deliver();
    expect(tried()).toEqual(['wechat not-subscribed', 'sms accepted']);
    const { subscriptions } = await citizen.client.call(routes.listSubscriptions, {});
    expect(subscriptions.every(({ remaining }) => remaining === 0)).toBe(true);
  });

  it.each(['address-wrong', 'content-refused'] as const)(
    'to the next channel at once where the refusal is for good: %s',
    async (outcome) => {
      await told(['wechat']);
      node.sources.refusals.set('wechat wechat-user', outcome);
      await deliver();
      await deliver();
      expect(tried()).toEqual([`wechat ${outcome}`, 'sms accepted']);
    },
  );
});

describe('a channel that does not answer', () => {
  it('is asked again under the same id, later each time, as often as the province says; then the next', async () => {
    const citizen = await told(['wechat']);
    node.sources.down.add('wechat');
    await deliver();
    expect(tried()).toEqual(['wechat no-answer']);
    // 30 seconds and at most 8 more, then 120 and at most 30 more.
    await wait(29);
    expect(node.sources.notices).toHaveLength(1);
    await wait(9);
    expect(node.sources.notices).toHaveLength(2);
    await wait(119);
    expect(node.sources.notices).toHaveLength(2);
    expect(await stateOf(citizen)).toMatchObject({ state: 'sending' });
    await wait(31);
    await deliver();
    expect(tried()).toEqual(['wechat no-answer', 'wechat no-answer', 'wechat no-answer', 'sms accepted']);
    const ids = node.sources.notices.map(({ clientId }) => clientId);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(ids[3]).not.toBe(ids[0]);
  });

  it('gets exactly the message it may have taken before', async () => {
    const citizen = await told();
    node.sources.down.add('notices');
    await deliver();
    node.sources.down.delete('notices');
    await wait(hour);
    const [first, second] = node.sources.notices.filter(({ to }) => to === citizen.person.phone);
    expect({ ...second, outcome: '' }).toEqual({ ...first, outcome: '' });
  });
});

describe('a receipt', () => {
  it('of the gateway says that the message arrived', async () => {
    const citizen = await told();
    await deliver();
    expect(await stateOf(citizen)).toMatchObject({ state: 'sent', channel: 'sms' });
    node.clock.forward(3);
    expect((await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'delivered')).statusCode).toBe(204);
    expect(await stateOf(citizen)).toEqual({ state: 'delivered', channel: 'sms', at: '2026-11-24T08:00:03+08:00' });
    await wait(24 * hour);
    expect(tried()).toEqual(['sms accepted']);
  });

  it('that nobody signed is refused and changes nothing', async () => {
    const citizen = await told();
    await deliver();
    const answer = await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'delivered', 'wrong');
    expect(answer.statusCode).toBe(401);
    expect(await stateOf(citizen)).toMatchObject({ state: 'sent' });
  });

  it('that the message did not arrive moves on at once', async () => {
    const citizen = await told();
    await deliver();
    await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'undelivered');
    await deliver();
    expect(await stateOf(citizen)).toMatchObject({ state: 'call', channel: 'community' });
  });

  it('that never comes is waited for as long as the province says', async () => {
    const citizen = await told();
    await deliver();
    await wait(receiptMinutes * minute - 1);
    expect(await stateOf(citizen)).toMatchObject({ state: 'sent' });
    await wait(1);
    await deliver();
    expect(await stateOf(citizen)).toMatchObject({ state: 'call' });
  });

  it('that comes late counts, and takes her off the list of calls', async () => {
    const citizen = await told();
    await deliver();
    await wait(receiptMinutes * minute);
    await deliver();
    await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'delivered');
    expect(await stateOf(citizen)).toMatchObject({ state: 'delivered', channel: 'sms' });
    const { rows } = await node.handle.pool.query('select state from community_call');
    expect(rows).toEqual([{ state: 'needless' }]);
  });

  it('that comes twice, or says the opposite afterwards, changes nothing more', async () => {
    const citizen = await told();
    await deliver();
    const notice = takenBy(node, citizen.person.phone)[0]!;
    await receipt(node, notice, 'delivered');
    const { rows: before } = await node.handle.pool.query('select * from message_attempt');
    node.clock.forward(minute);
    for (const status of ['delivered', 'undelivered'] as const) await receipt(node, notice, status);
    const { rows: after } = await node.handle.pool.query('select * from message_attempt');
    expect(after).toEqual(before);
  });

  it('that comes twice with bad news begins one attempt', async () => {
    const citizen = await told();
    await deliver();
    const notice = takenBy(node, citizen.person.phone)[0]!;
    for (const _ of [1, 2]) await receipt(node, notice, 'undelivered');
    const { rows } = await node.handle.pool.query('select state from message_attempt order by step');
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'due']);
  });

  it('about a sign-in code, or about nothing known, is taken and forgotten', async () => {
    const phone = '15400009999';
    await signIn(node, phone);
    const notice = { ...node.sources.sent.at(-1)!, template: 'colour' as const } as never;
    expect((await receipt(node, notice, 'delivered')).statusCode).toBe(204);
  });

  it('that is faster than the gateway’s own answer is not overwritten by it', async () => {
    const citizen = await told();
    const { sms } = node.sources.channels;
    const send = sms.send.bind(sms);
    vi.spyOn(sms, 'send').mockImplementation(async (message) => {
      const outcome = await send(message);
      await receipt(node, node.sources.notices.at(-1)!, 'delivered');
      return outcome;
    });
    await deliver();
    expect(await stateOf(citizen)).toMatchObject({ state: 'delivered' });
  });
});

describe('a process that is killed', () => {
  it('between sending and writing it down sends again under the same id, on the same channel, and nothing is lost', async () => {
    const citizen = await told();
    const { sms } = node.sources.channels;
    const send = sms.send.bind(sms);
    // The last that the process does is to send.
    const killed = vi.spyOn(sms, 'send').mockImplementation(async (message) => {
      await send(message);
      await node.handle.pool.query('alter table message_attempt rename to gone');
      return 'accepted';
    });
    await expect(deliver()).rejects.toThrow(/message_attempt/);
    await node.handle.pool.query('alter table gone rename to message_attempt');
    killed.mockRestore();
    // Meanwhile she has linked WeChat: the attempt stays where the gateway knows it.
    node.sources.platformCodes.set('login', 'wechat-user').set('AAAA', citizen.person.phone);
    await node.client.call(routes.signInWithWechat, { body: { loginCode: 'login', phoneCode: 'AAAA' } });
    const body = { channel: 'wechat' as const, granted: [{ template: 'colour' as const, count: 1 }] };
    await citizen.client.call(routes.grantSubscriptions, { body });
    await wait(119);
    expect(node.sources.notices).toHaveLength(1);
    await wait(1);
    expect(tried()).toEqual(['sms accepted', 'sms accepted']);
    const [first, second] = node.sources.notices;
    expect([second?.clientId, second?.text]).toEqual([first?.clientId, first?.text]);
    expect(await stateOf(citizen)).toMatchObject({ state: 'sent', channel: 'sms' });
  });
});

describe('a person without a channel of her own', () => {
  it('is told by who represents her, one after the other, and the message says whom it is about', async () => {
    const [ward, ...guardians] = [await told(), await declaredCitizen(node), await declaredCitizen(node)];
    const ids = await Promise.all(guardians.map((guardian) => personIdOf(node, guardian)));
    const wardId = await personIdOf(node, ward);
    const guardiansOf = async (_: unknown, personId: string) => (personId === wardId ? ids : []);
    const deps = { ...node.context, channels: node.sources.channels, guardiansOf };
    const deliver = () => deliverDue(deps, createPaces(deps.channels));
    await deliver();
    await receipt(node, takenBy(node, ward.person.phone)[0]!, 'undelivered');
    node.sources.notices.length = 0;
    await deliver();
    const [first] = takenBy(node, guardians[0]!.person.phone);
    expect(first?.text).toContain('您代办的家人王*英:您的山西健康码');
    expect(takenBy(node, guardians[1]!.person.phone)).toEqual([]);
    await receipt(node, first!, 'undelivered');
    await deliver();
    const [second] = takenBy(node, guardians[1]!.person.phone);
    await receipt(node, second!, 'delivered');
    expect(await stateOf(ward)).toMatchObject({ state: 'delivered', channel: 'guardian' });
  });

  it('is told by the next of those who represent her where the number of the first is wrong', async () => {
    const [ward, ...guardians] = [await told(), await declaredCitizen(node), await declaredCitizen(node)];
    const ids = await Promise.all(guardians.map((guardian) => personIdOf(node, guardian)));
    const wardId = await personIdOf(node, ward);
    const guardiansOf = async (_: unknown, personId: string) => (personId === wardId ? ids : []);
    const deps = { ...node.context, channels: node.sources.channels, guardiansOf };
    for (const { person } of [ward, guardians[0]!]) node.sources.refusals.set(`sms ${person.phone}`, 'address-wrong');
    for (const _ of [1, 2, 3]) await deliverDue(deps, createPaces(deps.channels));
    const about = takenBy(node, guardians[1]!.person.phone).filter(({ text }) => text.includes('您代办的家人'));
    expect(about).toHaveLength(1);
    expect(await stateOf(ward)).toMatchObject({ state: 'sent', channel: 'guardian' });
  });

  it('where nothing else is to be tried, has not been told, and her inbox says so', async () => {
    await node.close();
    await open((profile) => ({ ...profile, notification: { ...profile.notification, channels: ['sms'] } }));
    const citizen = await told();
    await deliver();
    await receipt(node, takenBy(node, citizen.person.phone)[0]!, 'undelivered');
    await deliver();
    expect(await stateOf(citizen)).toMatchObject({ state: 'undelivered', channel: null });
  });
});
