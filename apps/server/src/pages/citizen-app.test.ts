import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { citizenApp } from './citizen-app.ts';
import { addWebApp } from './web-app.ts';

let folder: string;
let app: FastifyInstance;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-app-'));
  app = fastify();
  const codeName = { zh: '山西健康码', en: 'Shanxi health code' };
  addWebApp(app, citizenApp(join(folder, 'h5'), { codeName, brandColour: '#8C1D18' }));
});
afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

async function built(files: Readonly<Record<string, string>>, at = new Date()): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  await utimes(join(folder, 'h5/index.html'), at, at);
}

const get = (url: string, headers: Readonly<Record<string, string>> = {}) => app.inject({ url, headers });

describe('the citizen’s app on the web', () => {
  it('says before it is built that it is being built and looks again by itself; is there as soon as it is, and anew when it is built anew', async () => {
    const early = await get('/app/');
    expect([early.statusCode, early.headers['cache-control']]).toEqual([503, 'no-store']);
    expect(early.body).toMatch(/http-equiv="refresh"[^]*正在准备[^]*Getting ready/);
    expect((await get('/app/js/app.js')).statusCode).toBe(404);
    await built({ 'h5/index.html': 'first' });
    expect((await get('/app/')).body).toBe('first');
    await built({ 'h5/index.html': 'second' }, new Date(Date.now() + 5000));
    expect((await get('/app/')).body).toBe('second');
  });

  it('is found without the last stroke too', async () => {
    const { statusCode, headers } = await get('/app');
    expect([statusCode, headers.location]).toEqual([308, '/app/']);
  });

  it('runs its own programs only, speaks to this node only, and can be framed by nobody', async () => {
    await built({ 'h5/index.html': 'page' });
    const policy = String((await get('/app/')).headers['content-security-policy']);
    for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"]) {
      expect(policy.split('; ')).toContain(part);
    }
    expect(policy).not.toContain('unsafe-eval');
  });

  it('can be put on the home screen under the name of the province’s code [M14]', async () => {
    await built({ 'h5/index.html': 'page' });
    const { headers, body } = await get('/app/manifest.webmanifest');
    expect(headers['content-type']).toMatch(/^application\/manifest\+json/);
    expect(JSON.parse(body)).toMatchObject({
      short_name: '山西健康码',
      display: 'standalone',
      start_url: './',
      scope: './',
    });
  });

  it('keeps a file for ever whose name has the hash of its content, and asks again for any other', async () => {
    await built({ 'h5/index.html': 'page', 'h5/js/app.0123abcd.js': 'program', 'h5/sw.js': 'worker' });
    const cached = async (path: string) => (await get(path)).headers['cache-control'];
    expect(await cached('/app/js/app.0123abcd.js')).toBe('public, max-age=31536000, immutable');
    expect([await cached('/app/'), await cached('/app/sw.js')]).toEqual(['no-cache', 'no-cache']);
  });

  it('is sent packed to whoever can unpack it', async () => {
    await built({ 'h5/index.html': 'page' });
    const packed = await get('/app/', { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe('page');
    expect((await get('/app/')).headers['content-encoding']).toBeUndefined();
  });

  it.for([
    '/app/../secret.js',
    '/app/..%2fsecret.js',
    '/app/%2e%2e/secret.js',
    '/app/js/../../secret.js',
    '/app//secret.js',
    '/app/.built-from',
    '/app/js/app.js.LICENSE.txt',
  ])('gives out nothing beside its own files: %s', async (path) => {
    await built({
      'secret.js': 'secret',
      'h5/index.html': 'page',
      'h5/.built-from': 'secret',
      'h5/js/app.js.LICENSE.txt': 'secret',
    });
    const { statusCode, body } = await get(path);
    expect(statusCode).toBe(404);
    expect(body).not.toBe('secret');
  });
});
