import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  node.sources.platformCodes.set('login-1', 'openid-of-wang').set('phone-1', '15400000001');
});
afterEach(() => node.close());

const wechat = (loginCode: string, phoneCode?: string) =>
  node.client.call(routes.signInWithWechat, { body: { loginCode, ...(phoneCode === undefined ? {} : { phoneCode }) } });
const alipay = (authCode: string, response?: string) =>
  node.client.call(routes.signInWithAlipay, {
    body: { authCode, ...(response === undefined ? {} : { encryptedPhone: { response, sign: 'AAAA' } }) },
  });
const phoneOf = async (token: string) => (await node.client.as(token).call(routes.getMe, {})).maskedPhone;

describe('signing in through WeChat', () => {
  it('leads to the account of the phone that the platform vouches for: the same as by a code sent to it [M10]', async () => {
    const { person, client } = await verifiedCitizen(node);
    node.sources.platformCodes.set('phone-2', person.phone);
    const { token, expiresAt } = await wechat('login-1', 'phone-2');
    expect(await node.client.as(token).call(routes.getMe, {})).toEqual(await client.call(routes.getMe, {}));
    expect(expiresAt).toBe('2026-12-24T08:00:00+08:00');
  });

  it('needs no phone the second time, and asks for one the first', async () => {
    expect(await problemOf(wechat('login-1'))).toBe('channel-phone-required');
    await wechat('login-1', 'phone-1');
    expect(await phoneOf((await wechat('login-1')).token)).toBe('154****0001');
  });

  it('is refused with a code that the platform does not know, for the person or for the phone', async () => {
    expect(await problemOf(wechat('login-0', 'phone-1'))).toBe('channel-code-invalid');
    expect(await problemOf(wechat('login-1', 'phone-0'))).toBe('channel-code-invalid');
  });

  it('waits where the platform does not answer: nobody is let in on its silence', async () => {
    await wechat('login-1', 'phone-1');
    node.sources.down.add('wechat');
    expect(await problemOf(wechat('login-1'))).toBe('channel-unavailable');
  });

  it('with a phone from where no account can be had yet asks for another', async () => {
    node.sources.platformCodes.set('phone-3', '12');
    expect(await problemOf(wechat('login-1', 'phone-3'))).toBe('channel-phone-required');
  });

  it('with another phone leads to that phone’s account from then on, and no longer to the first', async () => {
    node.sources.platformCodes.set('phone-2', '15400000002');
    await wechat('login-1', 'phone-1');
    await wechat('login-1', 'phone-2');
    expect(await phoneOf((await wechat('login-1')).token)).toBe('154****0002');
    const { rows } = await node.handle.pool.query('select 1 from channel_identity');
    expect(rows).toHaveLength(1);
  });

  it('of a second person to the same phone ends the first one’s way in', async () => {
    node.sources.platformCodes.set('login-2', 'openid-of-li');
    await wechat('login-1', 'phone-1');
    await wechat('login-2', 'phone-1');
    expect(await problemOf(wechat('login-1'))).toBe('channel-phone-required');
    expect(await phoneOf((await wechat('login-2')).token)).toBe('154****0001');
  });

  it('leaves neither the platform’s name for her nor the phone in the tables', async () => {
    await wechat('login-1', 'phone-1');
    const dump = await dumpTables(node.context.db);
    expect(dump).toContain('wechat');
    expect(dump).not.toMatch(/openid-of-wang|15400000001/);
    expect(dump).not.toContain(Buffer.from('openid-of-wang').toString('hex'));
  });
});

describe('signing in through Alipay', () => {
  it('is the same with its own codes; one platform’s user is nobody on the other', async () => {
    node.sources.platformCodes.set('AAAA', '15400000001');
    await alipay('login-1', 'AAAA');
    expect(await phoneOf((await alipay('login-1')).token)).toBe('154****0001');
    expect(await problemOf(wechat('login-1'))).toBe('channel-phone-required');
  });

  it('believes no phone that is not signed by the platform', async () => {
    expect(await problemOf(alipay('login-1', 'BBBB'))).toBe('channel-code-invalid');
  });
});

describe('subscribe messages', () => {
  it('are counted as the mini-program says they were granted', async () => {
    const client = node.client.as(await signIn(node, inventPerson().phone));
    const grant = (count: number) =>
      client.call(routes.grantSubscriptions, {
        body: { channel: 'wechat', granted: [{ template: 'colour', count }] },
      });
    await grant(1);
    const { subscriptions } = await grant(2);
    expect(subscriptions).toContainEqual({ channel: 'wechat', template: 'colour', templateId: 'c', remaining: 3 });
    expect(subscriptions).toContainEqual({ channel: 'alipay', template: 'colour', templateId: 'c', remaining: 0 });
    expect(await client.call(routes.listSubscriptions, {})).toEqual({ subscriptions });
  });
});
