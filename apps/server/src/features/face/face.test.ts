import { randomUUID } from 'node:crypto';
import { routes, type Client } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimOf, signIn } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson, type Person } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

type Channel = 'wechat' | 'alipay';

let node: TestNode;
let person: Person;
afterEach(() => node.close());

async function open(division: string): Promise<void> {
  node = await openTestNode({ division });
  person = inventPerson(division === '370000' ? '370102' : undefined);
  node.sources.admit(person);
}

/** Signed in through a platform, and not verified yet. */
async function through(channel: Channel, name: string, { phone }: Person): Promise<Client> {
  const [code, evidence] = [`login-${name}`, Buffer.from(name).toString('base64')];
  node.sources.platformCodes.set(code, `user-${name}`).set(evidence, phone);
  const { token } =
    channel === 'wechat'
      ? await node.client.call(routes.signInWithWechat, { body: { loginCode: code, phoneCode: evidence } })
      : await node.client.call(routes.signInWithAlipay, {
          body: { authCode: code, encryptedPhone: { response: evidence, sign: 'AAAA' } },
        });
  return node.client.as(token);
}

const begin = (channel: Channel, by: Client, who = person, idempotencyKey: string = randomUUID()) =>
  by.call(routes.beginFaceCheck, { body: { ...claimOf(who), channel }, idempotencyKey });
const verify = (by: Client, faceId?: string, who = person) =>
  by.call(routes.verifyIdentity, { body: { ...claimOf(who), ...(faceId === undefined ? {} : { faceId }) } });
async function shown(channel: Channel, by: Client, passed = true, who = person): Promise<string> {
  const { faceId, verifyId } = await begin(channel, by, who);
  node.sources.facesBegun.get(verifyId)!.passed = passed;
  return faceId;
}
const kept = async () => (await node.handle.pool.query('select * from face_check order by face_id')).rows as object[];

describe.each(['wechat', 'alipay'] as const)('the real-name check of who came through %s', (channel) => {
  let client: Client;
  beforeEach(async () => {
    await open('140000');
    client = await through(channel, 'one', person);
  });

  it('takes her face as well: held against the card by the platform, for this user [M13]', async () => {
    expect(await problemOf(verify(client))).toBe('face-required');
    const check = await begin(channel, client);
    const { faceId, verifyId } = check;
    expect(check).toMatchObject(channel === 'alipay' ? { url: `https://gateway.example/?${verifyId}` } : { channel });
    node.sources.facesBegun.get(verifyId)!.passed = true;
    expect((await verify(client, faceId)).verified).toBe(true);
    expect([...node.sources.facesBegun.values()].map(({ about }) => about)).toEqual([
      [channel, faceId.replaceAll('-', ''), 'user-one', person.name, person.documentNumber].join(' '),
    ]);
  });

  it('keeps the platform’s id, its answer and when it came, and nothing that says who it was', async () => {
    await verify(client, await shown(channel, client));
    const now = node.clock.now();
    expect(await kept()).toMatchObject([
      { channel, verify_id: 'verify-1', outcome: 'passed', answered_at: now, used_at: now },
    ]);
    const dump = await dumpTables(node.context.db);
    for (const personal of [person.documentNumber, person.name, person.phone, 'user-one']) {
      expect(dump).not.toContain(personal);
    }
  });

  it('goes no further where the face does not fit, whatever the phone says, and says what else there is', async () => {
    const faceId = await shown(channel, client, false);
    expect(await problemOf(verify(client, faceId))).toBe('face-failed');
    // Of one check the platform is asked once: who passes afterwards has shown another face, or another person has.
    node.sources.facesBegun.get('verify-1')!.passed = true;
    expect(await problemOf(verify(client, faceId))).toBe('face-failed');
    expect((await client.call(routes.getMe, {})).verified).toBe(false);
  });

  it('goes no further with a face check of another account', async () => {
    const stranger = await through(channel, 'two', inventPerson());
    expect(await problemOf(verify(client, await shown(channel, stranger)))).toBe('face-invalid');
  });

  it('goes no further with a face check for another number or name', async () => {
    const other = inventPerson();
    node.sources.admit(other);
    const faceId = await shown(channel, client);
    expect(await problemOf(verify(client, faceId, other))).toBe('face-invalid');
    expect(await problemOf(verify(client, faceId, { ...person, name: '某某某' }))).toBe('face-invalid');
  });

  it('goes no further with one of an hour ago, or of nobody', async () => {
    const faceId = await shown(channel, client);
    node.clock.forward(hour);
    expect(await problemOf(verify(client, faceId))).toBe('face-invalid');
    expect(await problemOf(verify(client, '0193a2f0-0000-7000-8000-000000000000'))).toBe('face-invalid');
  });

  it('takes a face check for one real-name check, and not for a second', async () => {
    const faceId = await shown(channel, client);
    await verify(client, faceId);
    // Her account is nobody's again, as that of a phone that has changed hands.
    await node.handle.pool.query('update account set person_id = null');
    expect(await problemOf(verify(client, faceId))).toBe('face-invalid');
  });

  it('waits where the platform does not answer, takes no try for it, and goes on with the same face', async () => {
    node.sources.down.add('faces');
    for (let tried = 0; tried < 4; tried += 1) expect(await problemOf(begin(channel, client))).toBe('face-unavailable');
    node.sources.down.clear();
    const faceId = await shown(channel, client);
    node.sources.down.add('faces');
    expect(await problemOf(verify(client, faceId))).toBe('face-unavailable');
    node.sources.down.clear();
    node.sources.down.add('registry');
    expect(await problemOf(verify(client, faceId))).toBe('registry-unavailable');
    node.sources.down.clear();
    expect((await verify(client, faceId)).verified).toBe(true);
  });

  it('lets her try three times a day, also when she tries them all at once', async () => {
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => problemOf(begin(channel, client))));
    expect(all.toSorted()).toEqual(['face-limit', 'face-limit', 'none', 'none', 'none']);
    expect(node.sources.facesBegun.size).toBe(3);
    node.clock.forward(day);
    expect((await begin(channel, client)).channel).toBe(channel);
  });

  it('is begun once, however often the same request comes, and completed where the platform was silent', async () => {
    node.sources.down.add('faces');
    const key = randomUUID();
    expect(await problemOf(begin(channel, client, person, key))).toBe('face-unavailable');
    node.sources.down.clear();
    const first = await begin(channel, client, person, key);
    expect(await begin(channel, client, person, key)).toEqual(first);
    expect(await kept()).toMatchObject([{ face_id: first.faceId, verify_id: first.verifyId, given_back: false }]);
    expect(node.sources.facesBegun.size).toBe(1);
  });

  it('is forgotten a day after it has run out', async () => {
    await shown(channel, client);
    await node.pass(day + 2 * hour);
    expect(await kept()).toEqual([]);
  });
});

describe('who came through both platforms', () => {
  it('shows her face in the one she is in, once she has come through it', async () => {
    await open('140000');
    const client = await through('wechat', 'one', person);
    expect(await problemOf(begin('alipay', client))).toBe('face-elsewhere');
    await through('alipay', 'one', person);
    expect((await verify(client, await shown('alipay', client))).verified).toBe(true);
  });

  it('is asked where the province says so: in Shandong in Alipay alone [M23]', async () => {
    await open('370000');
    const wechat = await through('wechat', 'one', person);
    expect(await problemOf(begin('wechat', wechat))).toBe('face-not-needed');
    const alipay = await through('alipay', 'one', person);
    expect(await problemOf(verify(alipay))).toBe('face-required');
    expect(await problemOf(begin('wechat', alipay))).toBe('face-elsewhere');
    expect((await verify(alipay, await shown('alipay', alipay))).verified).toBe(true);
  });
});

describe('no face is asked for', () => {
  it('of who signed in by a code, or has another document', async () => {
    await open('140000');
    const other = inventPerson();
    node.sources.admit(other);
    const byCode = node.client.as(await signIn(node, other.phone));
    expect(await problemOf(begin('wechat', byCode, other))).toBe('face-not-needed');
    expect((await verify(byCode, undefined, other)).verified).toBe(true);
    const passport = {
      documentType: '20' as const,
      documentNumber: '000000011',
      issuingCountry: 'GBR',
      name: 'SMITH JOHN',
    };
    const client = await through('alipay', 'one', person);
    expect(await problemOf(client.call(routes.verifyIdentity, { body: passport }))).toBe('identity-mismatch');
  });

  it('of who is verified already, nor where the province asks for none', async () => {
    await open('140000');
    const client = await through('wechat', 'one', person);
    await verify(client, await shown('wechat', client));
    expect((await verify(client)).verified).toBe(true);
    await node.close();
    await open('370000');
    expect((await verify(await through('wechat', 'one', person))).verified).toBe(true);
  });
});
