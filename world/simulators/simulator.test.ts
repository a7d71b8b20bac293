import { createServer } from 'node:net';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, manage, shanxiNode } from './ask.ts';
import { healthCommission } from './health-commission/health-commission.ts';
import { populationRegistry } from './population-registry/population-registry.ts';
import { startSimulator, type RunningSimulator } from './simulator.ts';
import { signRequest } from './signature.ts';
import { liuYang, wangXiuying } from '../people/cast.ts';

const verify = 'POST /v1/identity/verify';
const identity = { documentType: '10', documentNumber: wangXiuying.documentNumber, name: '王秀英' };

let registry: RunningSimulator;
beforeEach(async () => {
  registry = await startSimulator(populationRegistry, { port: 0, managementPort: 0 });
  await manage(registry.managementUrl, 'PUT /answers', {
    residents: { [identity.documentNumber]: { name: '王秀英' } },
  });
});
afterEach(async () => registry.stop());

describe('a signed request', () => {
  const refusals: [string, string, Partial<ReturnType<typeof shanxiNode>>][] = [
    ['a wrong secret', 'signature-wrong', { secret: 'another' }],
    ['an app that nobody admitted', 'app-unknown', { appId: 'tongxing-999999' }],
    ['a name every object has', 'app-unknown', { appId: 'constructor' }],
    ['a time six minutes ago', 'signature-stale', { now: Date.now() - 360_000 }],
    ['a time six minutes ahead', 'signature-stale', { now: Date.now() + 360_000 }],
  ];

  test.each(refusals)('is refused with %s', async (_, code, change) => {
    const reply = await ask(registry.url, verify, identity, { ...shanxiNode(), ...change });
    expect(reply).toMatchObject({ status: 401, body: { code } });
  });

  test('is refused without its headers', async () => {
    expect(await manage(registry.url, verify, identity)).toMatchObject({
      status: 401,
      body: { code: 'signature-missing' },
    });
  });

  test('is refused when the parameters were changed on the way, and granted when they were not', async () => {
    const { appId, secret, now } = shanxiNode();
    const headers = {
      'x-app-id': appId,
      'x-timestamp': String(now),
      'x-sign': signRequest(identity, appId, String(now), secret),
    };
    const post = async (body: object) =>
      (await fetch(`${registry.url}/v1/identity/verify`, { method: 'POST', headers, body: JSON.stringify(body) }))
        .status;
    expect(await post({ ...identity, name: '王秀芳' })).toBe(401);
    expect(await post(identity)).toBe(200);
  });

  test('is granted to whom the management port admits, and to nobody else', async () => {
    await manage(registry.managementUrl, 'PUT /clients', { 'tongxing-610000': 'simulated-secret-of-shaanxi' });
    const shaanxi = { appId: 'tongxing-610000', secret: 'simulated-secret-of-shaanxi', now: Date.now() };
    expect((await ask(registry.url, verify, identity, shaanxi)).status).toBe(200);
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ code: 'app-unknown' });
  });

  test('is judged by the clock that the management port set', async () => {
    const then = Date.parse('2022-11-24T09:00:00+08:00');
    await manage(registry.managementUrl, 'PUT /clock', { now: '2022-11-24T09:00:00+08:00', running: false });
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ code: 'signature-stale' });
    expect((await ask(registry.url, verify, identity, { ...shanxiNode(), now: then })).status).toBe(200);
    await manage(registry.managementUrl, 'DELETE /clock');
    expect((await ask(registry.url, verify, identity)).status).toBe(200);
  });
});

describe('a malformed request', () => {
  test.each([
    ['names a field that is missing', { documentType: '10', name: '王秀英' }, /documentNumber must be/],
    ['names a field that is too much', { ...identity, phone: '1' }, /phone must be left out/],
    ['names a field of another type', { ...identity, documentNumber: 14 }, /documentNumber must be/],
    [
      'names a document the registry does not hold',
      { ...identity, documentType: '20' },
      /documentType must be one of 10/,
    ],
  ])('is answered with 400 and %s', async (_, parameters, message) => {
    const reply = await ask(registry.url, verify, parameters);
    expect(reply).toMatchObject({
      status: 400,
      body: { code: 'request-malformed', message: expect.stringMatching(message) as string },
    });
  });

  test('is answered with 400 where the body is no JSON object, and 413 where it is too large', async () => {
    const post = async (body: string) =>
      (await fetch(`${registry.url}/v1/identity/verify`, { method: 'POST', body })).status;
    expect(await post('{"documentType":')).toBe(400);
    expect(await post('[]')).toBe(400);
    expect(await post(JSON.stringify({ text: 'x'.repeat(262_144) }))).toBe(413);
    expect((await ask(registry.url, verify, identity)).status).toBe(200);
  });

  test('is answered with 400 where it is nested too deep, and never stored', async () => {
    const body = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    for (const [url, method] of [
      [`${registry.url}/v1/identity/verify`, 'POST'],
      [`${registry.managementUrl}/answers`, 'PATCH'],
    ] as const) {
      const response = await fetch(url, { method, body });
      expect([response.status, await response.text()]).toEqual([400, expect.stringMatching(/levels/)]);
    }
    expect((await manage(registry.managementUrl, 'GET /requests')).status).toBe(200);
  });

  test('is answered with 404 and 405 where nothing is asked, or in another way', async () => {
    expect(await ask(registry.url, 'POST /v1/identity', {})).toMatchObject({
      status: 404,
      body: { code: 'path-unknown' },
    });
    expect(await ask(registry.url, 'GET /v1/identity/verify', {})).toMatchObject({
      status: 405,
      body: { code: 'method-unknown' },
    });
  });

  test('leaves the simulator standing when its target is no URL', async () => {
    const status = await new Promise((resolve, reject) => {
      request({ port: new URL(registry.url).port, host: '127.0.0.1', path: 'http://[' }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(401);
    expect((await ask(registry.url, verify, identity)).status).toBe(200);
  });
});

describe('the management port', () => {
  test.each([
    ['PUT /answers', { residents: { '110105194912310021': { name: '王秀英' } } }, /identity number/],
    ['PUT /answers', { residents: { [identity.documentNumber]: { nam: '王秀英' } } }, /nam must be left out/],
    ['PUT /faults', { mode: 'broken' }, /mode must be one of none, slow/],
    ['PUT /faults', { mode: 'slow' }, /delayMs must be a whole number/],
    ['PUT /faults', { mode: 'down', delayMs: 5 }, /delayMs must be left out/],
    ['PUT /faults', { mode: 'duplicate' }, /can come double/],
    ['PUT /clock', { now: '2022-13-01T00:00:00+08:00' }, /now must be an instant/],
    ['PUT /clock', { now: '2022-02-30T00:00:00+08:00' }, /now must be an instant/],
    ['PUT /clients', { 'tongxing 1': 'secret' }, /identifier/],
  ])('refuses %s with %j and says why', async (route, parameters, message) => {
    const reply = await manage(registry.managementUrl, route, parameters);
    expect(reply).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) as string } });
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ result: 'match' });
  });

  test('adds a person with PATCH and takes one away with null', async () => {
    const residents = { [liuYang.documentNumber]: { name: '刘洋' } };
    await manage(registry.managementUrl, 'PATCH /answers', { residents });
    const other = { ...identity, documentNumber: liuYang.documentNumber, name: '刘洋' };
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ result: 'match' });
    expect((await ask(registry.url, verify, other)).body).toMatchObject({ result: 'match' });
    await manage(registry.managementUrl, 'PATCH /answers', { residents: { [identity.documentNumber]: null } });
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ result: 'unknown-document' });
    expect((await manage(registry.managementUrl, 'GET /answers')).body).toEqual({ residents });
  });

  test('forgets the answers with DELETE', async () => {
    await manage(registry.managementUrl, 'DELETE /answers');
    expect((await ask(registry.url, verify, identity)).body).toMatchObject({ result: 'unknown-document' });
  });

  test('tells what was asked, by whom, and how it was answered', async () => {
    await ask(registry.url, verify, identity);
    await ask(registry.url, verify, identity, { ...shanxiNode(), secret: 'another' });
    const { body } = await manage(registry.managementUrl, 'GET /requests');
    expect(body).toMatchObject({
      requests: [
        {
          method: 'POST',
          path: '/v1/identity/verify',
          appId: 'tongxing-140000',
          parameters: identity,
          status: 200,
          fault: 'none',
        },
        { method: 'POST', path: '/v1/identity/verify', status: 401 },
      ],
    });
    await manage(registry.managementUrl, 'DELETE /requests');
    expect((await manage(registry.managementUrl, 'GET /requests')).body).toEqual({ requests: [] });
  });

  test('keeps the latest thousand requests', async () => {
    const commission = await startSimulator(healthCommission, { port: 0, managementPort: 0 });
    for (let round = 0; round < 11; round += 1) {
      await Promise.all(
        Array.from({ length: 100 }, () => fetch(`${commission.url}/v1/round-${round}`).then((answer) => answer.text())),
      );
    }
    const { body } = (await manage(commission.managementUrl, 'GET /requests')) as {
      body: { requests: { path: string }[] };
    };
    await commission.stop();
    expect(body.requests.length).toBe(1_000);
    expect(body.requests[0]?.path).toBe('/v1/round-1');
  });
});

test('a port that is taken is an error that leaves the other port free', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as { port: number };
  await expect(startSimulator(populationRegistry, { port: 0, managementPort: port })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
  holder.close();
});
