import { describe, expect, it } from 'vitest';
import { openServer } from './test/server.ts';

const own = 'https://h5.shandong.example';
const { app } = await openServer({ allowedOrigins: [own] });
const request = (origin: string) =>
  ({ method: 'POST', url: '/auth/phone-code', headers: { origin }, payload: { phone: '15410000001' } }) as const;
const preflight = (origin: string, url = '/auth/phone-code') =>
  ({ method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'POST' } }) as const;

describe('a page of an allowed origin', () => {
  it('may read answers, and when to come back, without the browser adding credentials', async () => {
    const { headers } = await app.inject(request(own));
    expect(headers['access-control-allow-origin']).toBe(own);
    expect(headers['access-control-expose-headers']).toContain('retry-after');
    expect(headers['vary']).toBe('origin');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('is told before it sends what it may send', async () => {
    const { statusCode, headers, body } = await app.inject(preflight(own));
    expect([statusCode, body]).toEqual([204, '']);
    expect(headers['access-control-allow-headers']).toContain('authorization');
    expect(headers['access-control-allow-methods']).toBe('GET, POST, PUT, DELETE');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('may read problems too', async () => {
    const { statusCode, headers } = await app.inject({ ...request(own), payload: {} });
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([400, own]);
  });
});

it.each([
  'https://h5.shandong.example.evil.example',
  'http://h5.shandong.example',
  'https://h5.shandong.example:8443',
  'https://evil.example',
  'null',
  '*',
])('a page of %s may not', async (origin) => {
  for (const call of [request(origin), preflight(origin)]) {
    const { headers } = await app.inject(call);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  }
});

it('by default no page of another origin may', async () => {
  const { app: closed } = await openServer();
  const { headers, statusCode } = await closed.inject(preflight(own));
  expect(statusCode).toBe(404);
  expect(headers).not.toHaveProperty('access-control-allow-origin');
});
