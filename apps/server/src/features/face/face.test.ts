import { routes, type Client } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimOf, signIn } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
let person: Person;
let client: Client;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  person = inventPerson();
  node.sources.admit(person);
  client = await throughWechat('one', person);
});
afterEach(() => node.close());

/** Signed in through WeChat, and not verified yet. */
async function throughWechat(name: string, { phone }: Person): Promise<Client> {
  node.sources.platformCodes.set(`login-${name}`, `openid-${name}`).set(`phone-${name}`, phone);
  const body = { loginCode: `login-${name}`, phoneCode: `phone-${name}` };
  return node.client.as((await node.client.call(routes.signInWithWechat, { body })).token);
}

const begin = (who = person, by = client) => by.call(routes.beginFaceCheck, { body: claimOf(who) });
const verify = (faceId?: string, who = person, by = client) =>
  by.call(routes.verifyIdentity, { body: { ...claimOf(who), ...(faceId === undefined ? {} : { faceId }) } });
async function shown(passed = true, who = person, by = client): Promise<string> {
  const { faceId, verifyId } = await begin(who, by);
  node.sources.faces.get(verifyId)!.passed = passed;
  return faceId;
}

describe('the real-name check of who came through WeChat', () => {
  it('takes her face as well: held against the card by the platform, for this user [M13]', async () => {
    expect(await problemOf(verify())).toBe('face-required');
    const faceId = await shown();
    expect((await verify(faceId)).verified).toBe(true);
    const order = faceId.replaceAll('-', '');
    expect([...node.sources.faces.values()].map(({ about }) => about)).toEqual([
      [order, 'openid-one', person.name, person.documentNumber].join(' '),
    ]);
  });

  it('keeps the platform’s id, its answer and when it came, and nothing that says who it was', async () => {
    const faceId = await shown();
    await verify(faceId);
    const { rows } = await node.handle.pool.query('select verify_id, outcome, answered_at from face_check');
    expect(rows).toEqual([{ verify_id: 'verify-1', outcome: 'passed', answered_at: node.clock.now() }]);
    expect(await dumpTables(node.context.db)).not.toContain(person.documentNumber);
  });

  it('goes no further where the face does not fit, and says what else there is', async () => {
    expect(await problemOf(verify(await shown(false)))).toBe('face-failed');
    expect((await client.call(routes.getMe, {})).verified).toBe(false);
  });

  it('goes no further with a face check of another account', async () => {
    const other = inventPerson();
    const stranger = await throughWechat('two', other);
    const faceId = await shown(true, person, stranger);
    expect(await problemOf(verify(faceId))).toBe('face-invalid');
  });

  it('goes no further with a face check for another number or name', async () => {
    const other = inventPerson();
    node.sources.admit(other);
    const faceId = await shown();
    expect(await problemOf(verify(faceId, other))).toBe('face-invalid');
    expect(await problemOf(verify(faceId, { ...person, name: '某某某' }))).toBe('face-invalid');
  });

  it('goes no further with one of an hour ago, or of nobody', async () => {
    const faceId = await shown();
    node.clock.forward(hour);
    expect(await problemOf(verify(faceId))).toBe('face-invalid');
    expect(await problemOf(verify('0193a2f0-0000-7000-8000-000000000000'))).toBe('face-invalid');
  });

  it('waits where the platform does not answer, and goes on with the same face', async () => {
    node.sources.down.add('faces');
    expect(await problemOf(begin())).toBe('face-unavailable');
    node.sources.down.clear();
    const faceId = await shown();
    node.sources.down.add('faces');
    expect(await problemOf(verify(faceId))).toBe('face-unavailable');
    node.sources.down.clear();
    node.sources.down.add('registry');
    expect(await problemOf(verify(faceId))).toBe('registry-unavailable');
    node.sources.down.clear();
    expect((await verify(faceId)).verified).toBe(true);
  });

  it('lets her try three times a day', async () => {
    for (let tried = 0; tried < 3; tried += 1) await shown(false);
    expect(await problemOf(begin())).toBe('face-limit');
    node.clock.forward(day);
    expect((await begin()).channel).toBe('wechat');
  });

  it('is forgotten a day after it has run out', async () => {
    await shown();
    await node.pass(day + 2 * hour);
    expect((await node.handle.pool.query('select 1 from face_check')).rows).toEqual([]);
  });
});

describe('no face is asked for', () => {
  it('of who signed in by a code, or has another document', async () => {
    const other = inventPerson();
    node.sources.admit(other);
    const byCode = node.client.as(await signIn(node, other.phone));
    expect(await problemOf(begin(other, byCode))).toBe('face-not-needed');
    expect((await verify(undefined, other, byCode)).verified).toBe(true);
    const passport = {
      documentType: '20' as const,
      documentNumber: '000000011',
      issuingCountry: 'GBR',
      name: 'SMITH JOHN',
    };
    expect(await problemOf(client.call(routes.verifyIdentity, { body: passport }))).toBe('identity-mismatch');
  });

  it('of who is verified already, nor where the province asks for none', async () => {
    await verify(await shown());
    expect((await verify()).verified).toBe(true);
    const elsewhere = await openTestNode({ division: '370000' });
    const somebody = inventPerson('370102');
    elsewhere.sources.admit(somebody);
    elsewhere.sources.platformCodes.set('login', 'openid').set('phone', somebody.phone);
    const { token } = await elsewhere.client.call(routes.signInWithWechat, {
      body: { loginCode: 'login', phoneCode: 'phone' },
    });
    expect((await verify(undefined, somebody, elsewhere.client.as(token))).verified).toBe(true);
    await elsewhere.close();
  });
});
