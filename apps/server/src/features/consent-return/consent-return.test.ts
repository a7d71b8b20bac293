import { createHash } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, verifiedCitizen, type Citizen } from '../../../test/citizen.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';

let node: TestNode;
let citizen: Citizen;
beforeAll(async () => {
  node = await openTestNode({ division: '370000' });
  citizen = await verifiedCitizen(node);
});
afterAll(() => node.close());

const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
const leave = (codeVerifier: string, authorizationCode: string) =>
  node.client.call(routes.leaveConsentReturn, {
    body: { codeChallenge: challengeOf(codeVerifier), authorizationCode },
  });
const take = async (codeVerifier: string, { client } = citizen) =>
  (await client.call(routes.takeConsentReturn, { body: { codeVerifier } })).authorizationCode;
const held = async () => (await node.handle.pool.query('select 1 from consent_return')).rowCount;
const [verifier, another] = ['v'.repeat(43), 'w'.repeat(43)];
const [first, second] = ['a'.repeat(43), 'b'.repeat(43)];

describe('what a browser was sent back with', () => {
  it('is there for who has the verifier, again where an answer was lost, and the newest where she agreed twice [M22]', async () => {
    expect(await take(verifier)).toBeNull();
    await leave(verifier, first);
    expect([await take(verifier), await take(verifier)]).toEqual([first, first]);
    await leave(verifier, second);
    expect(await take(verifier)).toBe(second);
  });

  it('is there for nobody else, not for who has read the challenge on its way either', async () => {
    expect([await take(another), await take(challengeOf(verifier))]).toEqual([null, null]);
  });

  it('is void after a day, and gone after another', async () => {
    node.clock.forward(day);
    const client = node.client.as(await signIn(node, citizen.person.phone));
    expect(await take(verifier, { ...citizen, client })).toBeNull();
    expect(await held()).toBe(1);
    node.clock.forward(day + 1);
    await node.tick('identity.expired');
    expect(await held()).toBe(0);
  });
});
