import { randomBytes, randomUUID } from 'node:crypto';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { signIn, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

const seen = (token: string) => problemOf(node.client.as(token).call(routes.getMe, {}));

describe('requests of one moment, which are looked up together', () => {
  it('are each answered for whoever sent them', async () => {
    const citizens = [];
    for (let number = 0; number < 12; number += 1) citizens.push(await verifiedCitizen(node));
    const answers = await Promise.all(citizens.map(({ client }) => client.call(routes.getMe, {})));
    // The last four characters of a document number and the masked phone: twelve invented people do not share both.
    const seenOf = answers.map(({ lastFour, maskedPhone }) => `${lastFour} ${maskedPhone.slice(-4)}`);
    expect(seenOf).toEqual(
      citizens.map(({ person }) => `${person.documentNumber.slice(-4)} ${person.phone.slice(-4)}`),
    );
    expect(new Set(seenOf).size).toBe(citizens.length);
  });

  it('are each answered for the device that sent them', async () => {
    const devices = [];
    for (let number = 0; number < 6; number += 1) devices.push(await enrolCheckpoint(node));
    const answers = await Promise.all(devices.map(({ client }) => client.call(routes.getCheckpointProfile, {})));
    expect(answers.map(({ venueId }) => venueId)).toEqual(devices.map(({ venueId }) => venueId));
  });
});

describe('a session', () => {
  it('of a citizen ends thirty days after it was last used', async () => {
    const token = await signIn(node, inventPerson().phone);
    node.clock.forward(30 * day - 1);
    expect(await seen(token)).toBe('none');
    node.clock.forward(30 * day - 1);
    expect(await seen(token)).toBe('none');
    node.clock.forward(30 * day);
    expect(await seen(token)).toBe('session-expired');
  });

  it('of staff ends after half an hour without use, and lasts while it is used', async () => {
    const staff = await signInStaff(node);
    const act = () => problemOf(staff.call(routes.createEnrolment, { body: { venue: venueAt('140105') } }));
    for (let turn = 0; turn < 3; turn++) {
      node.clock.forward(29 * minute);
      expect(await act()).toBe('none');
    }
    node.clock.forward(30 * minute);
    expect(await act()).toBe('session-expired');
  });

  it('of a checkpoint device lasts a year, however much it is used', async () => {
    const { client } = await enrolCheckpoint(node);
    const use = () => problemOf(client.call(routes.getCheckpointProfile, {}));
    node.clock.forward(364 * day);
    expect(await use()).toBe('none');
    node.clock.forward(day);
    expect(await use()).toBe('session-expired');
  });

  it('ends at once when its owner signs out, and no other does', async () => {
    const { phone } = inventPerson();
    const first = await signIn(node, phone);
    node.clock.forward(minute);
    const second = await signIn(node, phone);
    await node.client.as(first).call(routes.signOut, {});
    expect(await seen(first)).toBe('sign-in-required');
    expect(await seen(second)).toBe('none');
  });

  it('is not in the database: who reads it there can act for nobody', async () => {
    const token = await signIn(node, inventPerson().phone);
    const dump = await dumpTables(node.context.db);
    expect(dump).not.toContain(token);
    expect(dump).not.toContain(Buffer.from(token).toString('hex'));
    expect(dump).not.toContain(Buffer.from(token, 'base64url').toString('hex'));
  });
});

describe('what has run out', () => {
  it('is kept for a day, so that its owner is told so, and then forgotten with codes and authorization codes', async () => {
    const token = await signIn(node, inventPerson().phone);
    const counted = async (table: 'session' | 'phone_code' | 'authorization_code') =>
      (await node.context.db.selectFrom(table).select('expires_at').execute()).length;
    const code = { code_hash: randomBytes(32), person_id: randomUUID(), consent_id: randomUUID(), code_challenge: 'x' };
    await node.context.db
      .insertInto('authorization_code')
      .values({ ...code, expires_at: node.clock.now() })
      .execute();
    await node.client.call(routes.sendPhoneCode, { body: { phone: inventPerson().phone } });
    node.clock.forward(31 * day - 1);
    await node.tick('identity.expired');
    expect(await seen(token)).toBe('session-expired');
    node.clock.forward(365 * day);
    await node.tick('identity.expired');
    expect(await seen(token)).toBe('sign-in-required');
    expect([await counted('session'), await counted('phone_code'), await counted('authorization_code')]).toEqual([
      0, 0, 0,
    ]);
  });
});
