import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wangXiuying, sunLihua } from '../../people/cast.ts';
import { ask, manage, shanxiNode } from '../ask.ts';
import { demoClients, verifyRequest } from '../signature.ts';
import { startSimulator, type RunningSimulator } from '../simulator.ts';
import { smsGateway } from './sms-gateway.ts';

const message = { to: wangXiuying.phone, templateId: 'phone-code', text: '验证码 482913', clientId: 'login-1' };
const shandong = { appId: 'tongxing-370000', secret: demoClients['tongxing-370000'] ?? '', now: Date.now() };

let gateway: RunningSimulator;
beforeEach(async () => {
  gateway = await startSimulator(smsGateway, { port: 0, managementPort: 0 });
});
afterEach(async () => gateway.stop());

const send = async (change: object = {}, asker = shanxiNode()) =>
  ask(gateway.url, 'POST /v1/messages', { ...message, ...change }, asker);
const inbox = async (to?: string) =>
  (
    (await manage(gateway.managementUrl, 'GET /messages', to === undefined ? {} : { to })).body as {
      messages: { text: string }[];
    }
  ).messages;

describe('a text message', () => {
  test('sent again with the same clientId is the same message', async () => {
    const first = await send();
    expect(await send()).toEqual(first);
    expect(await inbox(wangXiuying.phone)).toHaveLength(1);
    expect((await send({ clientId: 'login-2' })).body).not.toEqual(first.body);
    expect(await inbox(wangXiuying.phone)).toHaveLength(2);
  });

  test('whose answer was lost is not sent again', async () => {
    await manage(gateway.managementUrl, 'PUT /faults', { mode: 'down', stage: 'after', count: 1 });
    await expect(send()).rejects.toThrow(/fetch failed/);
    expect((await send()).status).toBe(200);
    expect(await inbox()).toHaveLength(1);
  });

  test('with the clientId of another message is refused', async () => {
    await send();
    expect(await send({ text: '验证码 000000' })).toMatchObject({ status: 409, body: { code: 'client-id-reused' } });
    expect(await send({ to: sunLihua.phone })).toMatchObject({ status: 409 });
    expect(await inbox()).toMatchObject([{ text: '验证码 482913' }]);
  });

  test('of another client may bear the same clientId', async () => {
    await send();
    expect((await send({ text: '另一条' }, shandong)).status).toBe(200);
    expect(await inbox()).toHaveLength(2);
  });

  test('is seen by the telephone it was sent to and by no other', async () => {
    await send();
    expect(await inbox(sunLihua.phone)).toEqual([]);
    expect(await inbox(wangXiuying.phone)).toMatchObject([{ text: '验证码 482913', status: 'delivered' }]);
  });
});

describe('a batch of messages', () => {
  const sendBatch = async (messages: object[]) =>
    ask(gateway.url, 'POST /v1/message-batches', { messages }, shanxiNode());

  test('of different wording to different people is taken at once, each as if it had come alone', async () => {
    const { body } = await send();
    const messages = [
      message,
      { ...message, to: sunLihua.phone, text: '另一条', clientId: 'notice-1' },
      { ...message, text: '改了的', clientId: 'login-1' },
      { ...message, to: '12345', clientId: 'notice-2' },
    ];
    const answer = await sendBatch(messages);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        results: [
          { clientId: 'login-1', ...(body as object) },
          { clientId: 'notice-1', status: 'accepted' },
          { clientId: 'login-1', status: 'refused', code: 'client-id-reused' },
          { clientId: 'notice-2', status: 'refused', code: 'request-malformed' },
        ],
      },
    });
    expect(await inbox()).toMatchObject([{ text: '验证码 482913' }, { text: '另一条', to: sunLihua.phone }]);
  });

  test('of more than a hundred is refused whole', async () => {
    const messages = Array.from({ length: 101 }, (_, n) => ({ ...message, clientId: `notice-${n}` }));
    expect(await sendBatch(messages)).toMatchObject({ status: 400, body: { code: 'request-malformed' } });
    expect(await inbox()).toEqual([]);
    expect((await sendBatch(messages.slice(1))).status).toBe(200);
    expect(await inbox()).toHaveLength(100);
  });
});

describe('a receipt', () => {
  let receiver: Server;
  beforeEach(async () => {
    receiver = createServer().listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/sms-receipts`;
    const receiptUrls = { 'tongxing-140000': url };
    await manage(gateway.managementUrl, 'PUT /answers', { unreachable: [sunLihua.phone], receiptUrls });
  });
  afterEach(() => {
    receiver.closeAllConnections();
    receiver.close();
  });

  test('is signed with the secret of the client who sent the message', async () => {
    const posted = nextReceipt(receiver);
    const { body } = await send();
    const { receipts, headers } = await posted;
    const [receipt] = receipts;
    expect(receipts).toHaveLength(1);
    expect(receipt).toMatchObject({
      ...(body as object),
      status: 'delivered',
      to: wangXiuying.phone,
      clientId: 'login-1',
    });
    expect(verifyRequest({ receipts }, headers, demoClients, Date.now())).toBe('tongxing-140000');
    const changed = { receipts: [{ ...receipt, status: 'undelivered' }] };
    expect(() => verifyRequest(changed, headers, demoClients, Date.now())).toThrow(/does not fit/);
  });

  test('says undelivered where no message reaches the telephone', async () => {
    const posted = nextReceipt(receiver);
    await send({ to: sunLihua.phone });
    expect((await posted).receipts).toMatchObject([{ status: 'undelivered' }]);
  });

  test('goes together with those of the same moment, two hundred at most', async () => {
    const sizes: number[] = [];
    receiver.on('request', (request: IncomingMessage, response) => {
      void json(request).then((body) => {
        sizes.push((body as { receipts: unknown[] }).receipts.length);
        response.end();
      });
    });
    const batch = (from: number) =>
      ask(
        gateway.url,
        'POST /v1/message-batches',
        { messages: Array.from({ length: 100 }, (_, n) => ({ ...message, clientId: `notice-${from + n}` })) },
        shanxiNode(),
      );
    await Promise.all([batch(0), batch(100), batch(200)]);
    await gateway.stop();
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(300);
    expect(sizes.length).toBeLessThan(300);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
  });

  test('comes twice under the fault duplicate, and once without', async () => {
    const counted: string[] = [];
    receiver.on('request', (request: IncomingMessage, response) => {
      void json(request).then((body) => {
        counted.push(...(body as { receipts: { clientId: string }[] }).receipts.map(({ clientId }) => clientId));
        response.end();
      });
    });
    await send();
    await manage(gateway.managementUrl, 'PUT /faults', { mode: 'duplicate' });
    await send({ clientId: 'login-2' });
    await gateway.stop();
    expect(counted.toSorted()).toEqual(['login-1', 'login-2', 'login-2']);
  });
});

async function nextReceipt(
  receiver: Server,
): Promise<{ receipts: Record<string, unknown>[]; headers: IncomingMessage['headers'] }> {
  const [request, response] = (await once(receiver, 'request')) as [IncomingMessage, { end(): void }];
  const { receipts } = (await json(request)) as { receipts: Record<string, unknown>[] };
  response.end();
  return { receipts, headers: request.headers };
}
