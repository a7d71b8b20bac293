import { createHash } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimOf, signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

const codeVerifier = 'v'.repeat(43);
const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

let node: TestNode;
let person: Person;
beforeEach(async () => {
  node = await openTestNode({ division: '370000' });
  person = inventPerson('370102');
  node.sources.admit(person);
});
afterEach(() => node.close());

const begin = () => node.client.call(routes.beginSignOn, { body: { codeChallenge: challengeOf(codeVerifier) } });
const finish = (state: string, change: { code?: string; codeVerifier?: string } = {}) =>
  node.client.call(routes.finishSignOn, { body: { state, code: 'code', codeVerifier, ...change } });
const meOf = (token: string) => node.client.as(token).call(routes.getMe, {});

/** Comes from the app with a phone, and a name checked at a level. */
function comes(who: Person, assuranceLevel = 'high', phone = who.phone): void {
  node.sources.visitors.set('code', { phone: `+86${phone}`, identity: { assuranceLevel, claim: claimOf(who) } });
}

describe('signing in with the app of the province', () => {
  it('leads to the account of the phone that the app has checked, by name and without typing anything [M10] [M11]', async () => {
    comes(person);
    const { state } = await begin();
    const me = await meOf((await finish(state)).token);
    expect(me).toMatchObject({ verified: true, lastFour: person.documentNumber.slice(-4), documentType: '10' });
    // The same as by a code sent to that phone.
    expect(await meOf(await signIn(node, person.phone))).toEqual(me);
  });

  it('sends her there with the challenge of her own phone, and remembers no more than digests', async () => {
    const { address, state } = await begin();
    const { searchParams } = new URL(address);
    expect([searchParams.get('state'), searchParams.get('codeChallenge')]).toEqual([state, challengeOf(codeVerifier)]);
    const dump = await dumpTables(node.context.db);
    expect(dump).not.toContain(state);
    expect(dump).not.toContain(searchParams.get('nonce'));
  });

  it('asks the registry the first time only', async () => {
    comes(person);
    await finish((await begin()).state);
    node.sources.down.add('registry');
    expect((await meOf((await finish((await begin()).state)).token)).verified).toBe(true);
  });

  it('believes a name only of a level that the province holds good enough', async () => {
    comes(person, 'low');
    expect((await meOf((await finish((await begin()).state)).token)).verified).toBe(false);
  });

  it('lets her in by the phone, to be asked for her name, where the registry does not confirm it or does not answer', async () => {
    comes({ ...person, name: '某某某' });
    expect((await meOf((await finish((await begin()).state)).token)).verified).toBe(false);
    comes(person);
    node.sources.down.add('registry');
    expect((await meOf((await finish((await begin()).state)).token)).verified).toBe(false);
  });

  it('is no way past the phone that a document is tied to', async () => {
    await verifiedCitizen(node, person);
    comes(person, 'high', inventPerson().phone);
    expect((await meOf((await finish((await begin()).state)).token)).verified).toBe(false);
  });

  it('does not open to the new holder of a number what is its former holder’s', async () => {
    const { client } = await verifiedCitizen(node, person);
    const before = await client.call(routes.getMe, {});
    const next = inventPerson('370102');
    node.sources.admit(next);
    comes(next, 'high', person.phone);
    expect(await problemOf(begin().then(({ state }) => finish(state)))).toBe('sign-on-other-person');
    expect(await client.call(routes.getMe, {})).toEqual(before);
    node.sources.down.add('registry');
    expect(await problemOf(begin().then(({ state }) => finish(state)))).toBe('registry-unavailable');
  });

  it('needs a phone that the app has checked', async () => {
    node.sources.visitors.set('code', { identity: { assuranceLevel: 'high', claim: claimOf(person) } });
    expect(await problemOf(begin().then(({ state }) => finish(state)))).toBe('sign-on-phone-required');
  });

  it('is not there where the province has no such app', async () => {
    const other = await openTestNode({ division: '140000' });
    const { signOn } = await other.client.call(routes.getProvince, {});
    const body = { codeChallenge: challengeOf(codeVerifier) };
    expect(await problemOf(other.client.call(routes.beginSignOn, { body }))).toBe('not-found');
    await other.close();
    const { signOn: offered } = await node.client.call(routes.getProvince, {});
    expect([signOn, offered]).toEqual([null, { name: { zh: '爱山东', en: 'iShandong' }, mark: '爱' }]);
  });
});

describe('a sign-on is not finished', () => {
  beforeEach(() => comes(person));

  it('that was not begun here', async () => {
    expect(await problemOf(finish('s'.repeat(43)))).toBe('sign-on-ended');
  });

  it('twice, with the same code or another', async () => {
    const { state } = await begin();
    await finish(state);
    expect(await problemOf(finish(state))).toBe('sign-on-ended');
  });

  it('by who has read state and code on their way, and has not the verifier; nor by anybody after that', async () => {
    const { state } = await begin();
    expect(await problemOf(finish(state, { codeVerifier: 'w'.repeat(43) }))).toBe('sign-on-ended');
    expect(await problemOf(finish(state))).toBe('sign-on-ended');
  });

  it('with a code that the app does not take', async () => {
    const { state } = await begin();
    expect(await problemOf(finish(state, { code: 'another' }))).toBe('sign-on-ended');
  });

  it('after ten minutes', async () => {
    const { state, expiresAt } = await begin();
    expect(Date.parse(expiresAt) - node.clock.now().getTime()).toBe(10 * minute * 1000);
    node.clock.forward(10 * minute);
    expect(await problemOf(finish(state))).toBe('sign-on-ended');
  });

  it('while the app does not answer; there is another way, and nothing is stored', async () => {
    const { state } = await begin();
    node.sources.down.add('provincial-app');
    expect(await problemOf(finish(state))).toBe('sign-on-unavailable');
    expect(await problemOf(begin())).toBe('sign-on-unavailable');
    const { rows } = await node.handle.pool.query('select 1 from account union all select 1 from session');
    expect(rows).toHaveLength(0);
    expect((await meOf(await signIn(node, person.phone))).verified).toBe(false);
  });
});
