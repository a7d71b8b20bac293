import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function send(phone: string) {
  await node.client.call(routes.sendPhoneCode, { body: { phone } });
  return node.sources.codeFor(phone);
}

const redeem = (phone: string, code: string) => node.client.call(routes.signIn, { body: { phone, code } });
const another = (code: string) => (code === '000000' ? '000001' : '000000');

describe('signing in by phone code', () => {
  it('opens a session for who has the code, whether the phone is known or not', async () => {
    const { phone } = inventPerson();
    const first = await redeem(phone, await send(phone));
    node.clock.forward(60);
    const second = await redeem(phone, await send(phone));
    expect(second.token).not.toBe(first.token);
    const me = await node.client.as(second.token).call(routes.getMe, {});
    expect(me.maskedPhone).toBe(`154****${phone.slice(-4)}`);
  });

  it('sends one message of the province with six digits', async () => {
    const { phone } = inventPerson();
    const code = await send(phone);
    expect(code).toMatch(/^\d{6}$/);
    const messages = node.sources.sent.filter(({ to }) => to === phone);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.text).toContain('山西健康码');
  });

  it('answers a known phone and an unknown one alike', async () => {
    const [known, unknown] = [inventPerson().phone, inventPerson().phone];
    await redeem(known, await send(known));
    node.clock.forward(60);
    const ask = (phone: string) => node.app.inject({ method: 'POST', url: '/auth/phone-code', payload: { phone } });
    const [toKnown, toUnknown] = [await ask(known), await ask(unknown)];
    expect([toKnown.statusCode, toKnown.payload]).toEqual([202, '{"sent":true}']);
    expect([toUnknown.statusCode, toUnknown.payload]).toEqual([202, '{"sent":true}']);
    const guess = (phone: string) =>
      node.app.inject({
        method: 'POST',
        url: '/auth/session',
        payload: { phone, code: another(node.sources.codeFor(phone)) },
      });
    expect((await guess(known)).payload).toBe((await guess(unknown)).payload);
  });

  it('refuses a wrong code, and the right one still works afterwards', async () => {
    const { phone } = inventPerson();
    const code = await send(phone);
    expect(await problemOf(redeem(phone, another(code)))).toBe('phone-code-wrong');
    expect(await problemOf(redeem(phone, code))).toBe('none');
  });

  it('refuses any code for a phone that asked for none', async () => {
    expect(await problemOf(redeem(inventPerson().phone, '123456'))).toBe('phone-code-wrong');
  });

  it("refuses another phone's code", async () => {
    const [mine, hers] = [inventPerson().phone, inventPerson().phone];
    const [own, other] = [await send(mine), await send(hers)];
    // One time in a million the two are the same.
    expect(await problemOf(redeem(mine, own === other ? another(own) : other))).toBe('phone-code-wrong');
  });

  it('takes a code until five minutes after it was sent, and not at that minute', async () => {
    const [inTime, tooLate] = [inventPerson().phone, inventPerson().phone];
    const codes = [await send(inTime), await send(tooLate)] as const;
    node.clock.forward(299);
    expect(await problemOf(redeem(inTime, codes[0]))).toBe('none');
    node.clock.forward(1);
    expect(await problemOf(redeem(tooLate, codes[1]))).toBe('phone-code-expired');
  });

  it('takes a code once', async () => {
    const { phone } = inventPerson();
    const code = await send(phone);
    await redeem(phone, code);
    expect(await problemOf(redeem(phone, code))).toBe('phone-code-wrong');
  });

  it('takes a code once, even when it comes twice at the same time', async () => {
    const { phone } = inventPerson();
    const code = await send(phone);
    const answers = await Promise.all([problemOf(redeem(phone, code)), problemOf(redeem(phone, code))]);
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
  });

  it('allows five guesses; after the fifth not even the right code is taken', async () => {
    const [four, five] = [inventPerson().phone, inventPerson().phone];
    const codes = [await send(four), await send(five)] as const;
    for (let guess = 0; guess < 4; guess++) await problemOf(redeem(four, another(codes[0])));
    expect(await problemOf(redeem(four, codes[0]))).toBe('none');
    for (let guess = 0; guess < 5; guess++) {
      expect(await problemOf(redeem(five, another(codes[1])))).toBe('phone-code-wrong');
    }
    expect(await problemOf(redeem(five, codes[1]))).toBe('phone-code-expired');
  });

  it('sends the next code after a minute and not sooner, and the earlier one is void', async () => {
    const { phone } = inventPerson();
    const first = await send(phone);
    node.clock.forward(59);
    expect(await problemOf(send(phone))).toBe('phone-code-too-soon');
    node.clock.forward(1);
    const second = await send(phone);
    if (first !== second) expect(await problemOf(redeem(phone, first))).toBe('phone-code-wrong');
    expect(await problemOf(redeem(phone, second))).toBe('none');
  });

  it('says that messages cannot be sent, and does not make the person wait a minute for it', async () => {
    const { phone } = inventPerson();
    node.sources.down.add('sms');
    const refused = problemOf(send(phone));
    expect(await refused).toBe('sms-unavailable');
    node.sources.down.delete('sms');
    expect(await problemOf(redeem(phone, await send(phone)))).toBe('none');
  });
});
