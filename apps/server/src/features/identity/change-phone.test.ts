import { routes, type Client } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf, signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { matchIdentities } from './people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function change(client: Client, phone: string): Promise<Client> {
  await client.call(routes.sendPhoneChangeCode, { body: { phone } });
  const body = { phone, code: node.sources.codeFor(phone.replace('+86', '')) };
  return node.client.as((await client.call(routes.changePhone, { body })).token);
}

describe('a phone', () => {
  it.each([
    ['its 11 digits, then with +86', '15490000001', '+8615490000001'],
    ['+86, then its 11 digits', '+8615490000002', '15490000002'],
  ])('is one account, written in %s', async (_how, first, second) => {
    const person = { ...inventPerson(), phone: '15490000009' };
    node.sources.admit(person);
    const code = async (phone: string) => {
      await node.client.call(routes.sendPhoneCode, { body: { phone } });
      const sentTo = phone.replace('+86', '');
      const body = { phone, code: node.sources.codeFor(sentTo) };
      return node.client.as((await node.client.call(routes.signIn, { body })).token);
    };
    await (await code(first)).call(routes.verifyIdentity, { body: claimOf(person) });
    node.clock.forward(60);
    expect(await (await code(second)).call(routes.getMe, {})).toMatchObject({
      verified: true,
      maskedPhone: `154****${first.slice(-4)}`,
    });
  });

  it('abroad gets its code in English as well', async () => {
    await node.client.call(routes.sendPhoneCode, { body: { phone: '+85261234567' } });
    const message = node.sources.sent.findLast(({ to }) => to === '+85261234567');
    expect(message?.text).toMatch(/验证码 (\d{6}).*Code \1, valid for 5 minutes\./);
  });
});

describe('changing the phone', () => {
  it('moves account and person, and ends every session of before', async () => {
    const { person, client } = await verifiedCitizen(node);
    node.clock.forward(60);
    const other = node.client.as(await signIn(node, person.phone));
    const phone = inventPerson().phone;
    const moved = await change(client, phone);
    expect(await moved.call(routes.getMe, {})).toMatchObject({
      verified: true,
      maskedPhone: `154****${phone.slice(-4)}`,
    });
    for (const before of [client, other]) {
      expect(await problemOf(before.call(routes.getMe, {}))).toBe('sign-in-required');
    }
    // Another province that asks with the new phone is told of a match, with the old one of the phone (M26).
    const subject = { ...claimOf(person), phone };
    expect((await matchIdentities(node.context.db, node.context, [subject]))[0]).toMatchObject({ match: 'match' });
    const old = { ...subject, phone: person.phone };
    expect((await matchIdentities(node.context.db, node.context, [old]))[0]).toMatchObject({ match: 'phone' });
    const foreign = { ...subject, phone: `+86${phone}` };
    expect((await matchIdentities(node.context.db, node.context, [foreign]))[0]).toMatchObject({ match: 'match' });
  });

  it('leaves the old number to whoever gets it next, without the person', async () => {
    const { person, client } = await verifiedCitizen(node);
    await change(client, inventPerson().phone);
    node.clock.forward(60);
    const next = node.client.as(await signIn(node, person.phone));
    expect((await next.call(routes.getMe, {})).verified).toBe(false);
    expect(await problemOf(next.call(routes.verifyIdentity, { body: claimOf(person) }))).toBe('identity-mismatch');
  });

  it('takes a code for this purpose and this account only', async () => {
    const { client } = await verifiedCitizen(node);
    const { client: another } = await verifiedCitizen(node);
    const phone = inventPerson().phone;
    const put = (by: Client) =>
      problemOf(by.call(routes.changePhone, { body: { phone, code: node.sources.codeFor(phone) } }));
    await node.client.call(routes.sendPhoneCode, { body: { phone } });
    expect(await put(client)).toBe('phone-code-wrong');
    await client.call(routes.sendPhoneChangeCode, { body: { phone } });
    const body = { phone, code: node.sources.codeFor(phone) };
    expect(await problemOf(node.client.call(routes.signIn, { body }))).toBe('phone-code-wrong');
    expect(await put(another)).toBe('phone-code-wrong');
    expect(await put(client)).toBe('none');
  });

  it('may be to a number that has an account without a person', async () => {
    const { person, client } = await verifiedCitizen(node);
    const phone = inventPerson().phone;
    const empty = node.client.as(await signIn(node, phone));
    const moved = await change(client, phone);
    expect((await moved.call(routes.getMe, {})).lastFour).toBe(person.documentNumber.slice(-4));
    expect(await problemOf(empty.call(routes.getMe, {}))).toBe('sign-in-required');
  });

  it('may not be to a number that somebody else is verified with and uses', async () => {
    const { client } = await verifiedCitizen(node);
    const { person: other, client: others } = await verifiedCitizen(node);
    expect(await problemOf(change(client, other.phone))).toBe('phone-in-use');
    expect((await client.call(routes.getMe, {})).verified).toBe(true);
    expect((await others.call(routes.getMe, {})).verified).toBe(true);
  });
});

describe('a number that the carrier gave to somebody else', () => {
  it('has lost its person after ninety days without use; the same person is verified anew', async () => {
    const { person } = await verifiedCitizen(node);
    node.clock.forward(91 * day);
    const next = node.client.as(await signIn(node, person.phone));
    expect((await next.call(routes.getMe, {})).verified).toBe(false);
    expect((await next.call(routes.verifyIdentity, { body: claimOf(person) })).verified).toBe(true);
  });

  it('keeps its person while a session is in use, however long ago it was opened', async () => {
    const { person, client } = await verifiedCitizen(node);
    for (let month = 0; month < 4; month++) {
      node.clock.forward(29 * day);
      await client.call(routes.getMe, {});
    }
    const again = node.client.as(await signIn(node, person.phone));
    expect((await again.call(routes.getMe, {})).verified).toBe(true);
  });
});
