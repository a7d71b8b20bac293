import { describe, expect, it } from 'vitest';
import { openServer } from './test/server.ts';

const { app } = await openServer();
const answers = {
  'an answer': await app.inject({ method: 'POST', url: '/auth/phone-code', payload: { phone: '15410000001' } }),
  'a refusal': await app.inject({ method: 'POST', url: '/auth/phone-code', payload: {} }),
  'nothing there': await app.inject('/nothing/there'),
  'an address that cannot be read': await app.inject('/conversions/%'),
};

describe.each(Object.entries(answers))('%s', (_what, { headers }) => {
  // OWASP HTTP Headers Cheat Sheet; for an API also the REST Security Cheat Sheet.
  it.each([
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'no-referrer'],
    ['x-frame-options', 'DENY'],
    ['cross-origin-resource-policy', 'same-origin'],
    ['cross-origin-opener-policy', 'same-origin'],
    ['cache-control', 'no-store'],
    ['strict-transport-security', 'max-age=63072000; includeSubDomains'],
  ])('has %s: %s', (name, value) => {
    expect(headers[name]).toBe(value);
  });

  it('lets a browser run and load nothing in it, and use none of its devices', () => {
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox');
    expect(policy).not.toMatch(/unsafe|\*|script-src/);
    for (const device of ['camera', 'microphone', 'geolocation'])
      expect(headers['permissions-policy']).toContain(`${device}=()`);
  });

  it('does not say what the server is made of, nor let another origin read', () => {
    expect(Object.keys(headers)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(server|x-powered-by|via|access-control-.*)$/)]),
    );
    expect(JSON.stringify(headers)).not.toMatch(/fastify|node\.js/i);
  });
});

it('a node without TLS in front does not ask for it', async () => {
  const plain = await openServer({}, 'http://127.0.0.1:37000');
  expect((await plain.app.inject('/nothing')).headers).not.toHaveProperty('strict-transport-security');
});
