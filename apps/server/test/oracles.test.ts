import { routes } from '@tongxing/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { claimOf, signIn, verifiedCitizen } from './citizen.ts';
import { admin, openTestNode, type TestNode } from './node.ts';
import { inventPerson, type Person } from './people.ts';

/** Nobody can find out from outside whether a person is known here: what is asked about a known one and an unknown one is answered alike. */
let node: TestNode;
let known: Person;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  known = (await verifiedCitizen(node)).person;
  node.clock.forward(120);
});
afterAll(() => node.close());

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly headers: readonly string[];
  /** The statements the node sent to its database: what takes as many takes as long. */
  readonly statements: readonly string[];
}

let probers = 0;

/** Everything that a prober of its own, at an address of its own, can see of an answer, and what it was made with. */
async function probe(route: { method: 'POST'; path: string }, payload: object, token?: string): Promise<Seen> {
  probers += 1;
  const query = vi.spyOn(pg.Client.prototype, 'query');
  const { statusCode, body, headers } = await node.app.inject({
    method: route.method,
    url: route.path,
    remoteAddress: `203.0.113.${probers}`,
    payload,
    ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  });
  const statements = query.mock.calls.map(([first]) => textOf(first));
  query.mockRestore();
  const varying = new Set(['date', 'content-length']);
  const fields = Object.entries(headers).filter(([name]) => !varying.has(name));
  return { status: statusCode, body, headers: fields.map(([name, value]) => `${name}: ${String(value)}`), statements };
}

function textOf(query: unknown): string {
  return typeof query === 'string' ? query : (query as { text: string }).text;
}

/** One after the other, so that what each does is seen by itself. */
async function alike(one: () => Promise<Seen>, other: () => Promise<Seen>): Promise<Seen> {
  const [a, b] = [await one(), await other()];
  expect(b).toEqual(a);
  expect(a.statements.length).toBeGreaterThan(0);
  return a;
}

describe('whoever asks about a known and an unknown person is told the same, by the same steps', () => {
  it('when a sign-in code is sent', async () => {
    const seen = await alike(
      () => probe(routes.sendPhoneCode, { phone: known.phone }),
      () => probe(routes.sendPhoneCode, { phone: inventPerson().phone }),
    );
    expect(seen.status).toBe(202);
  });

  it('when a second is asked for at once', async () => {
    const [one, other] = [known.phone, inventPerson().phone];
    node.clock.forward(120);
    for (const phone of [one, other]) await probe(routes.sendPhoneCode, { phone });
    const seen = await alike(
      () => probe(routes.sendPhoneCode, { phone: one }),
      () => probe(routes.sendPhoneCode, { phone: other }),
    );
    expect(seen.status).toBe(429);
  });

  it('when a code is guessed', async () => {
    const [one, other] = [known.phone, inventPerson().phone];
    node.clock.forward(120);
    for (const phone of [one, other]) await probe(routes.sendPhoneCode, { phone });
    const guess = (phone: string) => ({ phone, code: node.sources.codeFor(phone) === '111111' ? '222222' : '111111' });
    const seen = await alike(
      () => probe(routes.signIn, guess(one)),
      () => probe(routes.signIn, guess(other)),
    );
    expect(seen.status).toBe(403);
  });

  it('when a code is guessed that nobody has asked for', async () => {
    node.clock.forward(2 * 86_400);
    await node.tick('identity.expired');
    const at = (phone: string) => probe(routes.signIn, { phone, code: '123456' });
    const seen = await alike(
      () => at(known.phone),
      () => at(inventPerson().phone),
    );
    expect(seen.status).toBe(403);
  });

  it('when somebody claims a document with a name that does not belong to it', async () => {
    const tokens = [await signIn(node, inventPerson().phone), await signIn(node, inventPerson().phone)] as const;
    const claim = (person: Person, token: string) =>
      probe(routes.verifyIdentity, claimOf({ ...person, name: '赵无名' }), token);
    const seen = await alike(
      () => claim(known, tokens[0]),
      () => claim(inventPerson(), tokens[1]),
    );
    expect(seen.status).toBe(422);
  });

  it('when somebody signs in as staff', async () => {
    const at = (username: string) => probe(routes.staffSignIn, { username, password: 'a wrong long password' });
    const seen = await alike(
      () => at(admin.username),
      () => at('nobody-here'),
    );
    expect(seen.status).toBe(403);
  });
});

it('a difference would be found', async () => {
  const at = (phone: string) => () => probe(routes.sendPhoneCode, { phone });
  await expect(alike(at(inventPerson().phone), at('x'))).rejects.toThrow('deeply equal');
});
