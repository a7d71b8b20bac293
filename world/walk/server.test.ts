import { createServer, request as httpRequest, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wangXiuying } from '../people/cast.ts';
import { startWalk, type RunningWalk } from './server.ts';

/** Answers what it was asked, as the node and as the telephone. */
let echo: Server;
let folder: string;
let walk: RunningWalk;

beforeAll(async () => {
  echo = createServer((request, response) => {
    const { method, url, headers } = request;
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('set-cookie', 'a=b');
      const { authorization, cookie } = headers;
      response.end(JSON.stringify({ method, url, authorization, cookie, messages: [] }));
    });
  });
  await once(echo.listen(0, '127.0.0.1'), 'listening');
  const node = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
  folder = await mkdtemp(join(tmpdir(), 'tx-walk-'));
  await writeFile(join(folder, 'roots.json'), '[]');
  const staff = { username: 'admin', password: 'not for the browser' };
  walk = await startWalk({
    port: 0,
    nodes: { shanxi: node, shandong: 'http://127.0.0.1:1' },
    staff: { shanxi: staff, shandong: staff },
    smsManagementUrl: node,
    rootsFile: join(folder, 'roots.json'),
  });
});

afterAll(async () => {
  await walk.stop();
  echo.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, init: RequestInit = {}) => fetch(new URL(path, walk.url), init);

/** As a browser would with headers that fetch does not let one set. */
function askWith(headers: Record<string, string>, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(new URL(path, walk.url), { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the walk’s own server', () => {
  test('serves a page without a word of script or style in it, under a policy that forbids both', async () => {
    const answer = await ask('/');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(await answer.text()).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script[^>]*>[^<]/);
  });

  test('hands a request on to the node it names, with what identifies the caller and nothing else', async () => {
    const answer = await ask('/shanxi/me?x=1', { headers: { authorization: 'Bearer t', cookie: 'c=d' } });
    expect(await answer.json()).toMatchObject({ method: 'GET', url: '/me?x=1', authorization: 'Bearer t' });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await (await ask('/shanxi/me', { headers: { cookie: 'c=d' } })).json()).not.toHaveProperty('cookie');
  });

  test('says 502 for a node that does not answer, and 404 for one that there is not', async () => {
    expect((await ask('/shandong/me')).status).toBe(502);
    expect((await ask('/hebei/me')).status).toBe(404);
  });

  test('takes no more than the largest body of the contract', async () => {
    const send = (bytes: number) => ask('/shanxi/x', { method: 'POST', body: 'a'.repeat(bytes) });
    expect((await send(1_100_000)).status).toBe(200);
    expect((await send(1_100_001)).status).toBe(413);
  });

  test('shows the messages of the people of the walk, and of nobody else', async () => {
    expect((await ask(`/messages?to=${wangXiuying.phone}`)).status).toBe(200);
    expect((await ask('/messages?to=13800000000')).status).toBe(404);
    expect((await ask('/messages')).status).toBe(404);
  });

  test('gives no password away', async () => {
    const paths = ['/', '/walk.json', '/walk.js'];
    const texts = await Promise.all(paths.map(async (path) => (await ask(path)).text()));
    for (const text of texts) expect(text).not.toContain('not for the browser');
  });

  test('answers to its own name only, and to its own page only', async () => {
    expect(await askWith({ host: 'walk.example' }, '/walk.json')).toBe(403);
    expect(await askWith({ 'sec-fetch-site': 'cross-site' }, '/walk.json')).toBe(403);
    expect(await askWith({ 'sec-fetch-site': 'same-origin' }, '/walk.json')).toBe(200);
    expect(await askWith({ 'sec-fetch-site': 'cross-site' }, '/')).toBe(200);
  });
});
