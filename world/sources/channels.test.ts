import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../clients/until.ts';
import { wangXiuying } from '../people/cast.ts';
import { manage } from '../simulators/ask.ts';
import { app, openPlatforms, silence, type Platforms } from './platforms.ts';

const { phone } = wangXiuying;

let platforms: Platforms;
let sources: Platforms['sources'];
let wechat: Platforms['wechat'];
let alipay: Platforms['alipay'];
let sms: Platforms['sms'];
beforeAll(async () => {
  platforms = await openPlatforms();
  ({ sources, wechat, alipay, sms } = platforms);
});
afterAll(() => platforms.close());
beforeEach(() => platforms.at(Date.parse('2026-11-24T08:00:00+08:00')));
afterEach(() => platforms.mend());

/** Both mini-program platforms, as the telephone and as the node see them. */
const each = [
  {
    name: 'wechat' as const,
    simulator: () => wechat,
    async login() {
      const { body } = await manage(wechat.managementUrl, 'POST /logins', { appid: app, phone });
      const { loginCode, phoneCode, openid } = body as Record<'loginCode' | 'phoneCode' | 'openid', string>;
      return { code: loginCode, user: openid, phoneOf: () => sources.wechat.phoneOf(phoneCode) };
    },
    accept: () =>
      manage(wechat.managementUrl, 'POST /subscriptions', {
        appid: app,
        phone,
        templateId: 'tongxing-colour',
        count: 1,
      }),
  },
  {
    name: 'alipay' as const,
    simulator: () => alipay,
    async login() {
      const { body } = await manage(alipay.managementUrl, 'POST /logins', { appId: app, phone });
      const { authCode, encryptedPhone, userId } = body as {
        authCode: string;
        encryptedPhone: { response: string; sign: string };
        userId: string;
      };
      return { code: authCode, user: userId, phoneOf: () => sources.alipay.phoneOf(encryptedPhone) };
    },
    accept: () =>
      manage(alipay.managementUrl, 'POST /subscriptions', { appId: app, phone, templateId: 'tongxing-colour' }),
  },
];

const keywords = {
  phrase: '转为红码',
  time: '2026年11月24日 08:00',
  reason: '您是密切接触者或次密切接触者,在管理期…',
  until: '至12月6日8:00',
  phone: '0351-12320',
};
const message = (to: string, change: object = {}) => ({
  clientId: '019aa2f4-7c1e-7000-8000-000000000001',
  to,
  template: 'colour' as const,
  keywords,
  text: '',
  ...change,
});

describe.each(each)('the platform $name', ({ name, simulator, login, accept }) => {
  const fault = (change: Record<string, unknown>) => manage(simulator().managementUrl, 'PUT /faults', change);

  test('names who signs in by a code, once', async () => {
    const { code, user } = await login();
    expect(await sources[name].userOf(code)).toBe(user);
    expect(await sources[name].userOf(code)).toBeUndefined();
    expect(await sources[name].userOf('no-code')).toBeUndefined();
  });

  test('vouches for the phone number', async () => {
    expect(await (await login()).phoneOf()).toBe(phone);
  });

  test('takes a message where she accepts it, and says for good where she does not', async () => {
    const { user } = await login();
    expect(await sources.channels[name].send(message(user))).toBe('not-subscribed');
    await accept();
    expect(await sources.channels[name].send(message(user))).toBe('accepted');
    expect(await sources.channels[name].send(message(user))).toBe('not-subscribed');
    const { body } = await manage(simulator().managementUrl, 'GET /messages');
    expect(JSON.stringify(body)).toContain('您是密切接触者或次密切接触者');
  });

  test('says for good that there is nobody of that name', async () => {
    expect(await sources.channels[name].send(message('nobody'))).toBe('address-wrong');
  });

  test.each([
    ['does not answer', { mode: 'down' }],
    ['answers 502', { mode: 'down', status: 502 }],
    ['answers half a JSON', { mode: 'wrong', style: 'truncated' }],
    ['answers something else', { mode: 'wrong', style: 'error-body' }],
  ])('that %s has said nothing: the caller is told so by an error', async (_, change) => {
    const { code, user } = await login();
    // So that what fails is the message, and not the token before it.
    await sources.channels[name].send(message(user));
    await fault(change);
    await expect(sources[name].userOf(code)).rejects.toThrow(silence);
    await expect(sources.channels[name].send(message(user))).rejects.toThrow(silence);
  });

  test('that took a message and lost its answer has said nothing either', async () => {
    const { user } = await login();
    await accept();
    await fault({ mode: 'down', stage: 'after', count: 1 });
    await expect(sources.channels[name].send(message(user))).rejects.toThrow(silence);
  });
});

describe('the token of WeChat', () => {
  const asked = async () => {
    const { requests } = (await manage(wechat.managementUrl, 'GET /requests')).body as { requests: { path: string }[] };
    return requests.filter(({ path }) => path === '/cgi-bin/stable_token').length;
  };

  test('is asked for once by many at once, and again before it ends', async () => {
    const start = Date.parse('2027-01-01T00:00:00+08:00');
    await platforms.at(start);
    const before = await asked();
    const { user } = await each[0]!.login();
    await Promise.all([1, 2, 3].map(() => sources.channels.wechat.send(message(user))));
    expect(await asked()).toBe(before + 1);
    // 7,200 seconds, less the four minutes it is renewed early.
    await platforms.at(start + 6_959_000);
    await sources.channels.wechat.send(message(user));
    expect(await asked()).toBe(before + 1);
    await platforms.at(start + 6_960_000);
    await sources.channels.wechat.send(message(user));
    expect(await asked()).toBe(before + 2);
  });

  test('that was taken back is replaced, and the message goes out', async () => {
    const { user } = await each[0]!.login();
    await sources.channels.wechat.send(message(user));
    await fetch(`${wechat.url}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: app,
        secret: 'simulated-secret-of-shanxi',
        force_refresh: true,
      }),
    });
    expect(await sources.channels.wechat.send(message(user))).toBe('not-subscribed');
  });

  test('is good for messages the platform takes only in its own form: another is refused for good', async () => {
    const { user } = await each[0]!.login();
    const long = { ...keywords, reason: '字'.repeat(21) };
    expect(await sources.channels.wechat.send(message(user, { keywords: long }))).toBe('content-refused');
  });
});

describe('Alipay', () => {
  test('is believed about a phone number only with its signature', async () => {
    const { body } = await manage(alipay.managementUrl, 'POST /logins', { appId: app, phone });
    const { encryptedPhone } = body as { encryptedPhone: { response: string; sign: string } };
    const other = await manage(alipay.managementUrl, 'POST /logins', { appId: app, phone: '15400000009' });
    const { response } = (other.body as { encryptedPhone: { response: string } }).encryptedPhone;
    expect(await sources.alipay.phoneOf({ ...encryptedPhone, response })).toBeUndefined();
  });

  test('is not believed where somebody in between has changed the answer', async () => {
    const { code } = await each[1]!.login();
    const between = await platforms.throughChanger((answer) =>
      answer.replace(/"user_id":"\d+"/, '"user_id":"2088000000000001"'),
    );
    await expect(between.sources.alipay.userOf(code)).rejects.toThrow('not signed');
    between.close();
  });
});

describe('the gateway for text messages', () => {
  const text = { text: '【山西健康码】您的山西健康码变为红码。' };

  test('sends the same message once, whatever is asked', async () => {
    const clientId = '019aa2f4-7c1e-7000-8000-000000000002';
    const same = { ...text, clientId };
    expect(await sources.channels.sms.send(message(phone, same))).toBe('accepted');
    expect(await sources.channels.sms.send(message(phone, same))).toBe('accepted');
    // The wording of the province has changed meanwhile: she has the message.
    expect(await sources.channels.sms.send(message(phone, { ...same, text: '另一条' }))).toBe('accepted');
    const { body } = await manage(sms.managementUrl, 'GET /messages', { to: phone });
    expect((body as { messages: unknown[] }).messages).toHaveLength(1);
  });

  test('says for good that a number is none', async () => {
    const clientId = '019aa2f4-7c1e-7000-8000-000000000003';
    expect(await sources.channels.sms.send(message('12345', { ...text, clientId }))).toBe('address-wrong');
  });

  test('takes those of a moment in one request, and says of each what became of it', async () => {
    const ids = [5, 6, 7].map((n) => `019aa2f4-7c1e-7000-8000-00000000000${n}`);
    await manage(sms.managementUrl, 'DELETE /requests');
    const [good, wrong, twice] = ids.map((clientId) => ({ ...text, clientId }));
    const outcomes = await Promise.all([
      sources.channels.sms.send(message(phone, good!)),
      sources.channels.sms.send(message('12345', wrong!)),
      sources.channels.sms.send(message(phone, twice!)),
    ]);
    expect(outcomes).toEqual(['accepted', 'address-wrong', 'accepted']);
    expect(await sources.channels.sms.send(message(phone, { ...twice!, text: '改了的' }))).toBe('accepted');
    const { requests } = (await manage(sms.managementUrl, 'GET /requests')).body as { requests: { path: string }[] };
    expect(requests.map(({ path }) => path)).toEqual(['/v1/message-batches', '/v1/message-batches']);
  });

  test('that does not answer has said nothing', async () => {
    await manage(sms.managementUrl, 'PUT /faults', { mode: 'down' });
    await expect(sources.channels.sms.send(message(phone, text))).rejects.toThrow(silence);
  });

  test('signs its receipts: the node believes these, as they are and while they are new', async () => {
    const received: { headers: IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
    const receiver = createServer((request, response) => {
      void json(request).then((body) => {
        received.push({ headers: request.headers, body: body as Record<string, unknown> });
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/channels/sms/receipts`;
    await manage(sms.managementUrl, 'PATCH /answers', { receiptUrls: { [app]: url } });
    await sources.channels.sms.send(message(phone, { ...text, clientId: '019aa2f4-7c1e-7000-8000-000000000004' }));
    await until('the receipt arrives', async () => received[0]);
    receiver.closeAllConnections();
    receiver.close();
    const { headers, body } = received[0]!;
    const { receiptSignatures } = sources;
    expect(receiptSignatures.verify(headers, body)).toBe(true);
    const receipts = (body['receipts'] as object[]).map((each) => ({ ...each, status: 'undelivered' }));
    expect(receipts).toHaveLength(1);
    expect(receiptSignatures.verify(headers, { receipts })).toBe(false);
    expect(receiptSignatures.verify({ ...headers, 'x-app-id': 'tongxing-370000' }, body)).toBe(false);
    expect(receiptSignatures.verify({ ...headers, 'x-sign': 'A'.repeat(64) }, body)).toBe(false);
    expect(receiptSignatures.verify({ ...headers, 'x-sign': undefined }, body)).toBe(false);
    expect(receiptSignatures.verify({ ...headers, 'x-timestamp': String(platforms.clock.time + 1) }, body)).toBe(false);
    for (const nothing of [null, 'text', []]) expect(receiptSignatures.verify(headers, nothing)).toBe(false);
    platforms.clock.time += 300_000;
    expect(receiptSignatures.verify(headers, body)).toBe(true);
    platforms.clock.time += 1;
    expect(receiptSignatures.verify(headers, body)).toBe(false);
  });
});
