import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { admin, openTestNode, type TestNode } from '../../../test/node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function attempt(password: string, from: string, username = admin.username): Promise<string> {
  const answer = await node.app.inject({
    method: 'POST',
    url: routes.staffSignIn.path,
    payload: { username, password },
    remoteAddress: from,
  });
  if (answer.statusCode < 400) return 'none';
  return answer.json<schemas.Problem>().type.replace('urn:tongxing:problem:', '');
}

describe('a staff sign-in', () => {
  const mistaken = 'a wrong long password';

  it('waits longer after each failure from one address, and the owner elsewhere does not', async () => {
    const from = '192.0.2.20';
    for (let at = 0; at < 4; at += 1) expect(await attempt(mistaken, from)).toBe('login-wrong');
    expect(await attempt(admin.password, from)).toBe('login-too-soon');
    expect(await attempt(admin.password, '192.0.2.21')).toBe('none');
    node.clock.forward(1);
    expect(await attempt(admin.password, from)).toBe('none');
    expect(await attempt(mistaken, from)).toBe('login-wrong');
  });

  it('is tried sixty times an hour from strange addresses together; the owner is not locked out by it', async () => {
    const home = '192.0.2.30';
    node.clock.forward(hour);
    expect(await attempt(admin.password, home)).toBe('none');
    let looked = 0;
    for (let at = 0; at < 100; at += 1) {
      if ((await attempt(mistaken, `198.18.0.${at}`)) === 'login-wrong') looked += 1;
    }
    expect(looked).toBe(60);
    expect(await attempt(admin.password, '192.0.2.31')).toBe('login-too-soon');
    expect(await attempt(admin.password, home)).toBe('none');
    node.clock.forward(minute);
    expect(await attempt(admin.password, '192.0.2.31')).toBe('none');
  });

  it('is answered for an unknown user name as for a known one, one try after the other', async () => {
    node.clock.forward(day);
    const series = async (username: string, network: string) => {
      const answers: string[] = [];
      for (let at = 0; at < 8; at += 1) answers.push(await attempt(mistaken, `${network}1`, username));
      for (let at = 10; at < 90; at += 1) answers.push(await attempt(mistaken, `${network}${at}`, username));
      return answers;
    };
    expect(await series('nobody-here', '198.51.100.')).toEqual(await series(admin.username, '203.0.113.'));
  });
});
