import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { noTelemetry } from '@tongxing/server';
import { readConfig } from '@tongxing/server/config';
import { connectSources, type Sources } from '@tongxing/server/sources';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../clients/until.ts';
import { alipayAppKey, provisionNode } from '../node/provision.ts';
import { wangXiuying } from '../people/cast.ts';
import { manage } from '../simulators/ask.ts';
import { alipayGateway } from '../simulators/alipay-gateway/alipay-gateway.ts';
import { messageTemplates } from '../simulators/seed-data.ts';
import { startSimulator, type RunningSimulator } from '../simulators/simulator.ts';
import { smsGateway } from '../simulators/sms-gateway/sms-gateway.ts';
import { wechatPlatform } from '../simulators/wechat-platform/wechat-platform.ts';

const app = 'tongxing-140000';
const { phone } = wangXiuying;
const free = { port: 0, managementPort: 0 };

let now = Date.now();
const clock = { now: () => new Date(now) };
let folder: string;
let sources: Sources;
let wechat: RunningSimulator;
let alipay: RunningSimulator;
let sms: RunningSimulator;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-'));
  wechat = await startSimulator(wechatPlatform, free);
  alipay = await startSimulator(alipayGateway, free);
  sms = await startSimulator(smsGateway, free);
  const urls: Record<string, string> = {
    'wechat-platform': wechat.url,
    'alipay-gateway': alipay.url,
    'sms-gateway': sms.url,
  };
  const plan = {
    division: '140000',
    folder,
    socketFolder: folder,
    port: 37_000,
    databaseUrl: 'postgresql:///none',
    simulatorUrl: (name: string) => urls[name] ?? 'http://127.0.0.1:9',
    trustFolder: folder,
    alipayKeys: (await manage(alipay.managementUrl, 'GET /keys')).body as { publicKey: string; contentKey: string },
  };
  const config = await readConfig(await provisionNode(plan));
  await manage(alipay.managementUrl, 'PUT /clients', { [app]: await alipayAppKey(plan) });
  await manage(wechat.managementUrl, 'PUT /answers', { templates: messageTemplates, dailyQuota: 1000 });
  await manage(alipay.managementUrl, 'PUT /answers', { templates: messageTemplates });
  sources = await connectSources(clock, noTelemetry, config.sources);
});
afterAll(async () => {
  for (const simulator of [wechat, alipay, sms]) await simulator.stop();
  await rm(folder, { recursive: true });
});

const platforms = () => [wechat, alipay];
/** How silence and nonsense are told. */
const silence = /socket hang up|status 502|JSON|unexpected shape/;

const at = async (instant: number) => {
  now = instant;
  for (const { managementUrl } of [...platforms(), sms]) {
    await manage(managementUrl, 'PUT /clock', { now: new Date(instant).toISOString(), running: false });
  }
};
beforeEach(() => at(Date.parse('2026-11-24T08:00:00+08:00')));
afterEach(async () => {
  for (const { managementUrl } of [...platforms(), sms]) await manage(managementUrl, 'PUT /faults', { mode: 'none' });
});

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
    await at(start);
    const before = await asked();
    const { user } = await each[0]!.login();
    await Promise.all([1, 2, 3].map(() => sources.channels.wechat.send(message(user))));
    expect(await asked()).toBe(before + 1);
    // 7,200 seconds, less the four minutes it is renewed early.
    await at(start + 6_959_000);
    await sources.channels.wechat.send(message(user));
    expect(await asked()).toBe(before + 1);
    await at(start + 6_960_000);
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
    const proxy = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
        const answer = await fetch(`${alipay.url}/gateway.do`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: Buffer.concat(chunks),
        });
        response.end((await answer.text()).replace(/"user_id":"\d+"/, '"user_id":"2088000000000001"'));
      })();
    }).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const config = await readConfig(join(folder, 'config.json'));
    config.sources.alipay.url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const { alipay: believed } = await connectSources(clock, noTelemetry, config.sources);
    await expect(believed.userOf(code)).rejects.toThrow('not signed');
    proxy.closeAllConnections();
    proxy.close();
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
    expect(receiptSignatures.verify({ ...headers, 'x-timestamp': String(now + 1) }, body)).toBe(false);
    for (const nothing of [null, 'text', []]) expect(receiptSignatures.verify(headers, nothing)).toBe(false);
    now += 300_000;
    expect(receiptSignatures.verify(headers, body)).toBe(true);
    now += 1;
    expect(receiptSignatures.verify(headers, body)).toBe(false);
  });
});
