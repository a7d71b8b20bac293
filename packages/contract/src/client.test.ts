import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { createClient, ProblemError, routes, type Transport } from './index.ts';
import { defineRoute } from './route.ts';

const base = 'http://node.example';
const deviceId = '019aa2f4-7c1e-7000-8000-000000000001';

const search = defineRoute({
  name: 'search',
  method: 'GET',
  path: '/venues/:division/:name',
  summary: { zh: '查找', en: 'Search' },
  tag: 'test',
  access: 'public',
  params: Type.Object({ division: Type.String(), name: Type.String() }),
  query: Type.Object({ q: Type.String(), limit: Type.Integer(), open: Type.Boolean() }),
  status: 200,
  response: Type.Object({ found: Type.Integer() }),
});

interface Sent {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
}

/** A network that always answers the same and keeps what was sent. */
function networkAnswering(
  status: number,
  body: string | Uint8Array,
  mediaType = status < 400 ? 'application/json' : 'application/problem+json; charset=utf-8',
): { sent: Sent[]; transport: Transport } {
  const sent: Sent[] = [];
  const headers = { 'content-type': mediaType };
  const answer = new Response(status === 204 ? null : new Uint8Array(Buffer.from(body)), { status, headers });
  return { sent, transport: async (url, init) => (sent.push({ url, ...init }), answer.clone()) };
}

describe('a request', () => {
  test('carries parameters and query percent-encoded, so that none can change the path', async () => {
    const { sent, transport } = networkAnswering(200, '{"found":0}');
    const params = { division: '370000', name: '../a b?泉' };
    await createClient(base, transport).call(search, { params, query: { q: 'a&b=c', limit: 5, open: true } });
    expect(sent[0]?.url).toBe('http://node.example/venues/370000/..%2Fa%20b%3F%E6%B3%89?q=a%26b%3Dc&limit=5&open=true');
  });

  test('for a tile of the log keeps the slashes of its path', async () => {
    const { sent, transport } = networkAnswering(200, '');
    await createClient(base, transport).call(routes.getLogTile, { params: { '*': '0/x001/067.p/5' } });
    expect(sent[0]?.url).toBe('http://node.example/log/tile/0/x001/067.p/5');
  });

  test('without query has no question mark, and without body no content type', async () => {
    const { sent, transport } = networkAnswering(200, '{"alive":true}');
    await createClient(base, transport).call(routes.getHealth, {});
    expect(sent).toEqual([
      { url: 'http://node.example/healthz', method: 'GET', headers: { accept: 'application/json, */*' } },
    ]);
  });

  test('sends its body as JSON with the method of the route', async () => {
    const { sent, transport } = networkAnswering(202, '{"sent":true}');
    await createClient(base, transport).call(routes.sendPhoneCode, { body: { phone: '15400000001' } });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      body: '{"phone":"15400000001"}',
      headers: { 'content-type': 'application/json' },
    });
  });
});

describe('a token', () => {
  test('is sent as Bearer (RFC 6750 §2.1), only by the client that speaks for it', async () => {
    const { sent, transport } = networkAnswering(200, '{"removed":true}');
    const anonymous = createClient(base, transport);
    await anonymous.as('secret').call(routes.removeDevice, { params: { deviceId } });
    await anonymous.call(routes.removeDevice, { params: { deviceId } });
    expect(sent.map(({ headers }) => headers['authorization'])).toEqual(['Bearer secret', undefined]);
  });
});

describe('an answer', () => {
  test('in JSON is read', async () => {
    const { transport } = networkAnswering(200, '{"found":3}');
    const params = { division: '370000', name: 'a' };
    const answer = await createClient(base, transport).call(search, {
      params,
      query: { q: '', limit: 1, open: false },
    });
    expect(answer).toEqual({ found: 3 });
  });

  test('of a binary route comes as its bytes, unread', async () => {
    const bytes = Uint8Array.of(0xd2, 0x84, 0xff, 0x00);
    const { transport } = networkAnswering(200, bytes);
    expect(await createClient(base, transport).call(routes.getTrustList, {})).toEqual(bytes);
  });

  test('of status 204 is null', async () => {
    const { transport } = networkAnswering(204, '');
    expect(await createClient(base, transport).call(routes.signOut, {})).toBeNull();
  });

  test.each([400, 429, 503])('of status %i is thrown as a ProblemError with the code of its type', async (status) => {
    const problem = {
      type: 'urn:tongxing:problem:too-many-requests',
      title: 'Too many requests',
      status,
      detail: '',
      titles: { zh: '请求过于频繁', en: 'Too many requests' },
      cure: { zh: '请稍候再试。', en: 'Wait a little.' },
      retryAfterSeconds: 7,
    };
    const { transport } = networkAnswering(status, JSON.stringify(problem));
    const error: unknown = await createClient(base, transport)
      .call(routes.getHealth, {})
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({ name: 'ProblemError', code: 'too-many-requests', problem });
  });

  test('of a binary route that is a problem is thrown too', async () => {
    const { transport } = networkAnswering(
      404,
      '{"type":"urn:tongxing:problem:not-found","status":404,"title":"Not found"}',
    );
    const call = createClient(base, transport).call(routes.getStatusList, { params: { shard: 'fw70' } });
    await expect(call).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that is an error of something in between, a proxy say, is a problem with text and cure all the same', async () => {
    const { transport } = networkAnswering(502, '<html>Bad Gateway</html>', 'text/html');
    const call = createClient(base, transport).call(routes.getHealth, {});
    await expect(call).rejects.toMatchObject({ code: 'temporarily-unavailable', problem: { status: 502 } });
  });

  test('that never comes is the error of the network, untouched', async () => {
    const offline = new TypeError('fetch failed');
    const client = createClient(base, () => Promise.reject(offline));
    await expect(client.call(routes.getHealth, {})).rejects.toBe(offline);
  });
});
