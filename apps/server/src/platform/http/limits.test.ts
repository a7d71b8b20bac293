import { routes, type schemas } from '@tongxing/contract';
import { describe, expect, it } from 'vitest';
import type { StaffPrincipal } from './principal.ts';
import { openServer } from './test/server.ts';

const codeRequest = { method: 'POST', url: routes.sendPhoneCode.path, payload: { phone: '15410000001' } } as const;
const account = (accountId: string) => ({
  kind: 'account' as const,
  accountId,
  personId: null,
  tokenHash: Buffer.alloc(32),
});

describe('a route called too often', () => {
  it('is answered 429 with what happened, what to do, and when, and lets through again by then', async () => {
    const { app, clock } = await openServer();
    for (let call = 0; call < 60; call += 1) expect((await app.inject(codeRequest)).statusCode).toBe(202);
    const refused = await app.inject(codeRequest);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['content-type']).toContain('application/problem+json');
    expect(refused.headers['retry-after']).toBe('1');
    const problem = refused.json<schemas.Problem>();
    expect(problem.type).toBe('urn:tongxing:problem:too-many-requests');
    expect(problem.retryAfterSeconds).toBe(1);
    expect(problem.cure.zh).toContain('没有保存');
    clock.forward(1);
    expect((await app.inject(codeRequest)).statusCode).toBe(202);
    expect((await app.inject(codeRequest)).statusCode).toBe(429);
  });

  it('says in every answer what the limit is and what is left (draft-ietf-httpapi-ratelimit-headers-10)', async () => {
    const { app } = await openServer();
    const first = await app.inject(codeRequest);
    expect(first.headers['ratelimit-policy']).toBe('"sendPhoneCode";q=60;w=60');
    expect(first.headers['ratelimit']).toBe('"sendPhoneCode";r=59;t=1');
  });

  it('is refused before its body is looked at', async () => {
    const { app } = await openServer();
    for (let call = 0; call < 60; call += 1) await app.inject(codeRequest);
    expect((await app.inject({ ...codeRequest, payload: 'no JSON' })).statusCode).toBe(429);
  });

  it('does not keep its caller from other routes, nor other callers from it', async () => {
    const { app } = await openServer();
    for (let call = 0; call < 61; call += 1) await app.inject(codeRequest);
    expect((await app.inject(routes.getProvince.path)).statusCode).not.toBe(429);
    expect((await app.inject({ ...codeRequest, remoteAddress: '203.0.113.9' })).statusCode).toBe(202);
  });

  it('is counted by the /64 of an IPv6 address', async () => {
    const { app } = await openServer();
    const from = (remoteAddress: string) => app.inject({ ...codeRequest, remoteAddress });
    for (let call = 0; call < 60; call += 1) await from(`2001:db8:0:1::${call.toString(16)}`);
    expect((await from('2001:db8:0:1:ffff::')).statusCode).toBe(429);
    expect((await from('2001:db8:0:2::')).statusCode).toBe(202);
  });
});

const administrator: StaffPrincipal = {
  kind: 'staff',
  staffId: 's',
  role: 'admin',
  division: '140000',
  personIndex: null,
  passwordResetAt: null,
  tokenHash: Buffer.alloc(32),
};

describe('routes without a limit of their own', () => {
  it('share one for each account, however many addresses it calls from', async () => {
    const { app, as } = await openServer();
    as(account('a'));
    const call = (at: number) =>
      app.inject({
        url: at % 2 === 0 ? routes.getMe.path : routes.listConsents.path,
        remoteAddress: `203.0.113.${at % 200}`,
      });
    for (let at = 0; at < 120; at += 1) expect((await call(at)).statusCode).not.toBe(429);
    expect((await call(0)).statusCode).toBe(429);
    as(account('b'));
    expect((await call(0)).statusCode).not.toBe(429);
  });

  it('share one for each device, province and member of staff', async () => {
    const { app, as } = await openServer();
    const cases = [
      [
        {
          kind: 'device',
          deviceId: 'd',
          venueId: 'v',
          division: '140105',
          placeType: 'mall',
          publicKey: Buffer.alloc(64),
        },
        routes.getCheckpointProfile.path,
        1200,
      ],
      [administrator, '/checkpoint/devices/x', 300],
    ] as const;
    for (const [principal, url, count] of cases) {
      as(principal);
      const method = principal.kind === 'staff' ? 'DELETE' : 'GET';
      for (let call = 0; call < count; call += 1) await app.inject({ method, url });
      expect((await app.inject({ method, url })).statusCode).toBe(429);
    }
  });

  it('are counted also where there is nothing, or a page', async () => {
    const { app } = await openServer();
    for (let call = 0; call < 300; call += 1) expect((await app.inject('/nothing/there')).statusCode).toBe(404);
    expect((await app.inject('/nothing/there')).statusCode).toBe(429);
  });
});

describe('behind a proxy', () => {
  const through = (forwarded: string) => ({ ...codeRequest, headers: { 'x-forwarded-for': forwarded } });

  it('that is not named, what it says of the caller counts for nothing', async () => {
    const { app } = await openServer();
    for (let call = 0; call < 60; call += 1) await app.inject(through(`203.0.113.${call}`));
    expect((await app.inject(through('203.0.113.99'))).statusCode).toBe(429);
  });

  it('that is named, each caller behind it is counted alone, and cannot pass for another', async () => {
    const { app } = await openServer({ trustedProxies: ['127.0.0.1'] });
    for (let call = 0; call < 60; call += 1) await app.inject(through(`198.51.100.${call}, 203.0.113.1`));
    expect((await app.inject(through('198.51.100.99, 203.0.113.1'))).statusCode).toBe(429);
    expect((await app.inject(through('203.0.113.2'))).statusCode).toBe(202);
  });
});

it('an installation may widen or narrow the limits', async () => {
  const { app } = await openServer({ limitFactor: 0.05 });
  for (let call = 0; call < 3; call += 1) expect((await app.inject(codeRequest)).statusCode).toBe(202);
  expect((await app.inject(codeRequest)).statusCode).toBe(429);
});
