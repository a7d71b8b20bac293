import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usualConnectionLimits } from './connections.ts';
import { openServer, sendBytes, type TestServer } from './test/server.ts';

let usual: TestServer;
let hurried: TestServer;
beforeAll(async () => {
  usual = await openServer();
  hurried = await openServer({
    connections: {
      ...usualConnectionLimits,
      headersMs: 200,
      requestMs: 300,
      idleMs: 500,
      requestsPerConnection: 3,
      connections: 2,
    },
  });
  for (const { app } of [usual, hurried]) await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const { app } of [usual, hurried]) await app.close();
});

const lines = (...parts: string[]) => parts.join('\r\n');
const statuses = (answer: string) => [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);

describe('bytes that can be read in two ways are refused, and the connection closed', () => {
  const smuggled = 'GET /smuggled HTTP/1.1\r\nhost: a\r\n\r\n';
  // The ways of request smuggling: RFC 9112 §11.2; Linhart et al., "HTTP Request Smuggling" (2005); Kettle (2019).
  it.each([
    [
      'length and chunks',
      lines('POST / HTTP/1.1', 'host: a', 'content-length: 4', 'transfer-encoding: chunked', '', '0', '', ''),
    ],
    ['two lengths', lines('POST / HTTP/1.1', 'host: a', 'content-length: 0', 'content-length: 36', '', '')],
    ['a length with a sign', lines('POST / HTTP/1.1', 'host: a', 'content-length: +1', '', 'a')],
    ['a length that is no number', lines('POST / HTTP/1.1', 'host: a', 'content-length: 0x10', '', '')],
    [
      'chunks by a disguised name',
      lines('POST / HTTP/1.1', 'host: a', 'transfer-encoding: chunked, identity', 'content-length: 0', '', ''),
    ],
    ['a space before the colon', lines('POST / HTTP/1.1', 'host: a', 'content-length : 0', '', '')],
    ['a folded header', lines('GET / HTTP/1.1', 'host: a', 'x-a: b', ' content-length: 36', '', '')],
    ['a NUL in a header', lines('GET / HTTP/1.1', 'host: a', 'x-a: b\0c', '', '')],
    [
      'a chunk size that is none',
      lines('POST / HTTP/1.1', 'host: a', 'content-type: application/json', 'transfer-encoding: chunked', '', 'zz', ''),
    ],
    ['no host', lines('GET / HTTP/1.1', '', '')],
    ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const answer = await sendBytes(usual.app, bytes + smuggled);
    expect(statuses(answer)[0]).toBe('400');
    expect(statuses(answer)).not.toContain('404');
    expect(statuses(answer)).toHaveLength(1);
  });

  it('what is no request is answered with a problem document', async () => {
    const answer = await sendBytes(usual.app, 'no request\r\n\r\n');
    expect(answer).toContain('content-type: application/problem+json');
    const problem: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
    expect(problem).toMatchObject({ status: 400, type: 'urn:tongxing:problem:invalid-input' });
  });
});

describe('a connection', () => {
  it('whose headers are longer than 16 KiB is refused', async () => {
    const answer = await sendBytes(usual.app, lines('GET / HTTP/1.1', 'host: a', `x-a: ${'a'.repeat(17_000)}`, '', ''));
    expect(statuses(answer)).toEqual(['431']);
    expect(answer).toContain('headers-too-large');
  });

  it.each([
    ['that sends nothing', ''],
    ['whose headers never end', 'GET / HTTP/1.1\r\nhost: a\r\n'],
    [
      'whose body never ends',
      lines(
        'POST /auth/phone-code HTTP/1.1',
        'host: a',
        'content-type: application/json',
        'content-length: 9',
        '',
        '{',
      ),
    ],
  ])('%s is closed when its time is over', async (_what, bytes) => {
    const answer = await sendBytes(hurried.app, bytes);
    expect(statuses(answer)).toEqual(['408']);
    expect(answer).toContain('too-slow');
  });

  it('carries as many requests as it may, one answered after another, and is then closed', async () => {
    const request = lines('GET /nothing HTTP/1.1', 'host: a', '', '');
    const answer = await sendBytes(hurried.app, request.repeat(5));
    expect(statuses(answer)).toEqual(['404', '404', '404', '503', '503']);
  });

  it('past the most that may stand open is closed', async () => {
    const { port } = hurried.app.server.address() as AddressInfo;
    const open = () => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      return socket;
    };
    const held = [open(), open()];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    const third = open();
    const dropped = once(hurried.app.server, 'drop');
    await Promise.all([dropped, once(third, 'close')]);
    expect([third.destroyed, ...held.map((socket) => socket.destroyed)]).toEqual([true, false, false]);
    for (const socket of held) socket.destroy();
  });
});
