import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { venueAt } from '../../../test/checkpoint.ts';
import { signIn } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { minute } from '../../../test/manual-clock.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

interface Browser {
  readonly cookie: string;
  readonly csrf: string;
}

async function openBrowser(): Promise<Browser> {
  const answer = await node.app.inject({ method: 'POST', url: '/staff/session', payload: { ...admin, cookie: true } });
  const cookie = String(answer.headers['set-cookie']).split(';')[0]!;
  return { cookie, csrf: answer.json<schemas.StaffSession>().token };
}

async function send(method: 'GET' | 'POST' | 'DELETE', url: string, headers: Record<string, string>) {
  const payload = method === 'POST' ? { payload: { venue: venueAt('140105') } } : {};
  const answer = await node.app.inject({ method, url, headers, ...payload });
  if (answer.statusCode < 400) return 'let in';
  const { type } = answer.json<schemas.Problem>();
  return type.slice(type.lastIndexOf(':') + 1);
}

const enrol = (headers: Record<string, string>) => send('POST', '/checkpoint/enrolments', headers);

describe('a session in a cookie', () => {
  it('is where no script reads it, no other host gets it and no other site sends it', async () => {
    const answer = await node.app.inject({
      method: 'POST',
      url: '/staff/session',
      payload: { ...admin, cookie: true },
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-tongxing-staff=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    );
    const token = String(answer.headers['set-cookie']).slice('__Host-tongxing-staff='.length).slice(0, 43);
    expect(answer.payload).not.toContain(token);
    const { token: csrf } = answer.json<schemas.StaffSession>();
    expect(await problemOf(node.client.as(csrf).call(routes.getOwnStaffAccount, {}))).toBe('sign-in-required');
  });

  it('is not given to who did not ask for one', async () => {
    const answer = await node.app.inject({ method: 'POST', url: '/staff/session', payload: admin });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('reads by itself, and changes something only with what its own page was given', async () => {
    const { cookie, csrf } = await openBrowser();
    const other = await openBrowser();
    expect(await send('GET', '/staff/me', { cookie })).toBe('let in');
    expect(await enrol({ cookie })).toBe('cross-site-refused');
    expect(await enrol({ cookie, 'tongxing-csrf': '' })).toBe('cross-site-refused');
    expect(await enrol({ cookie, 'tongxing-csrf': other.csrf })).toBe('cross-site-refused');
    expect(await enrol({ cookie, 'tongxing-csrf': csrf })).toBe('let in');
  });

  it('is found among other cookies, and not in one that looks like it', async () => {
    const { cookie } = await openBrowser();
    expect(await send('GET', '/staff/me', { cookie: `a=b; ${cookie}; c=d` })).toBe('let in');
    expect(await send('GET', '/staff/me', { cookie: `x${cookie}` })).toBe('sign-in-required');
    expect(await send('GET', '/staff/me', { cookie: cookie.replace('__Host-', '') })).toBe('sign-in-required');
  });

  it('gives way to a token: who sends one is no browser on somebody’s behalf', async () => {
    const { cookie } = await openBrowser();
    const { token } = await node.client.call(routes.staffSignIn, { body: admin });
    expect(await enrol({ cookie, authorization: `Bearer ${token}` })).toBe('let in');
    expect(await enrol({ cookie, authorization: `Bearer ${'A'.repeat(43)}` })).toBe('sign-in-required');
  });

  it('serves routes of staff only, and sessions of staff only', async () => {
    const { cookie } = await openBrowser();
    expect(await send('GET', '/me', { cookie })).toBe('sign-in-required');
    const citizen = await signIn(node, inventPerson().phone);
    expect(await send('GET', '/staff/me', { cookie: `__Host-tongxing-staff=${citizen}` })).toBe('not-permitted');
  });

  it('ends like any other: by signing out, which takes the cookie away, and after half an hour', async () => {
    const { cookie, csrf } = await openBrowser();
    expect(await send('DELETE', '/staff/session', { cookie })).toBe('cross-site-refused');
    const answer = await node.app.inject({
      method: 'DELETE',
      url: '/staff/session',
      headers: { cookie, 'tongxing-csrf': csrf },
    });
    expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([
      204,
      '__Host-tongxing-staff=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0',
    ]);
    expect(await send('GET', '/staff/me', { cookie })).toBe('sign-in-required');
    const later = await openBrowser();
    node.clock.forward(30 * minute);
    expect(await send('GET', '/staff/me', { cookie: later.cookie })).toBe('session-expired');
  });
});
