import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimOf, declaredCitizen, signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function signedIn(person: Person) {
  node.sources.admit(person);
  return node.client.as(await signIn(node, person.phone));
}

describe('the real-name check', () => {
  it('shows the person afterwards, masked', async () => {
    const person = { ...inventPerson('140105', '王秀英'), phone: '15400000001' };
    const client = await signedIn(person);
    expect(await client.call(routes.getMe, {})).toEqual({
      verified: false,
      maskedName: null,
      lastFour: null,
      documentType: null,
      residence: null,
      maskedPhone: '154****0001',
    });
    const me = await client.call(routes.verifyIdentity, { body: claimOf(person) });
    expect(me).toEqual({
      verified: true,
      maskedName: '王*英',
      lastFour: person.documentNumber.slice(-4),
      documentType: '10',
      residence: '140105',
      maskedPhone: '154****0001',
    });
    expect(await client.call(routes.getMe, {})).toEqual(me);
  });

  it('takes a document number with a lower-case x', async () => {
    const person = { ...inventPerson(), documentNumber: '11010519491231002X' };
    const client = await signedIn(person);
    const me = await client.call(routes.verifyIdentity, {
      body: { ...claimOf(person), documentNumber: '11010519491231002x' },
    });
    expect(me.lastFour).toBe('002X');
  });

  it('refuses a wrong check character without asking the registry', async () => {
    const client = await signedIn(inventPerson());
    node.sources.down.add('registry');
    const body = { documentType: '10', documentNumber: '110105194912310021', name: '王秀英' } as const;
    expect(await problemOf(client.call(routes.verifyIdentity, { body }))).toBe('document-number-invalid');
    node.sources.down.delete('registry');
  });

  it('refuses a name that the registry holds otherwise, and a number that it does not hold', async () => {
    const person = inventPerson('140105', '陈小燕');
    const client = await signedIn(person);
    const claim = (other: Person) => problemOf(client.call(routes.verifyIdentity, { body: claimOf(other) }));
    expect(await claim({ ...person, name: '陈晓燕' })).toBe('identity-mismatch');
    expect(await claim(inventPerson('140105', '陈小燕'))).toBe('identity-mismatch');
    expect((await client.call(routes.getMe, {})).verified).toBe(false);
  });

  it('concludes nothing while the registry is down, and can be tried again', async () => {
    const person = inventPerson();
    const client = await signedIn(person);
    const claim = () => problemOf(client.call(routes.verifyIdentity, { body: claimOf(person) }));
    node.sources.down.add('registry');
    expect(await claim()).toBe('registry-unavailable');
    node.sources.down.delete('registry');
    expect(await claim()).toBe('none');
  });

  it('finds the same person again after signing in anew, and may be repeated', async () => {
    const { person, client } = await verifiedCitizen(node);
    expect((await client.call(routes.verifyIdentity, { body: claimOf(person) })).verified).toBe(true);
    node.clock.forward(60);
    const again = node.client.as(await signIn(node, person.phone));
    expect((await again.call(routes.getMe, {})).verified).toBe(true);
  });

  it('does not hand a person over to another phone', async () => {
    const { person, client } = await verifiedCitizen(node);
    const thief = node.client.as(await signIn(node, inventPerson().phone));
    const claim = thief.call(routes.verifyIdentity, { body: claimOf(person) });
    expect(await problemOf(claim)).toBe('identity-mismatch');
    expect((await thief.call(routes.getMe, {})).verified).toBe(false);
    expect((await client.call(routes.getMe, {})).verified).toBe(true);
  });

  it('does not tie an account to a second document', async () => {
    const { client, person } = await verifiedCitizen(node);
    const other = inventPerson();
    node.sources.admit(other);
    expect(await problemOf(client.call(routes.verifyIdentity, { body: claimOf(other) }))).toBe('already-verified');
    expect((await client.call(routes.getMe, {})).lastFour).toBe(person.documentNumber.slice(-4));
    // The other document is still free for its owner.
    expect(await problemOf(verifiedCitizen(node, other))).toBe('none');
  });

  it('makes one person of one document, even when two phones claim it at the same time', async () => {
    const person = inventPerson();
    node.sources.admit(person);
    const clients = await Promise.all(
      [person.phone, inventPerson().phone].map(async (phone) => node.client.as(await signIn(node, phone))),
    );
    const answers = await Promise.all(
      clients.map((client) => problemOf(client.call(routes.verifyIdentity, { body: claimOf(person) }))),
    );
    expect(answers.toSorted()).toEqual(['identity-mismatch', 'none']);
  });
});

it('no name, document number or phone stands in the database in the clear', async () => {
  const { person } = await declaredCitizen(node, inventPerson('140105', '罕见姓名甲'));
  const dump = await dumpTables(node.context.db);
  // The search itself can find something: what is not secret is there.
  expect(dump).toContain('140105');
  for (const secret of [person.name, person.documentNumber, person.phone]) {
    const bytes = Buffer.from(secret);
    for (const written of [secret, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')]) {
      expect(dump).not.toContain(written);
    }
  }
});
