import { randomUUID } from 'node:crypto';
import { decodeStrip } from '@tongxing/codec';
import { routes, type Client } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { citizenWithCode, declaredCitizen, verifiedCitizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { inventPerson } from '../../../test/people.ts';
import { makeDeviceKey, takeStrips } from '../../../test/phone.ts';

let shanxi: TestNode;
let shandong: TestNode;
beforeAll(async () => {
  shanxi = await openTestNode({ division: '140000' });
  shandong = await openTestNode({ division: '370000' });
});
afterAll(() => Promise.all([shanxi.close(), shandong.close()]));

const apply = (client: Client, scope: string) => client.call(routes.applyForCode, { body: { scope } });
const claims = (bytes: Uint8Array) => decodeStrip(bytes).claims;

describe('a code', () => {
  it('is for a city in Shanxi and for the province in Shandong [M15]', async () => {
    const inShanxi = await declaredCitizen(shanxi);
    for (const scope of ['140000', '140105', '370100', '370000']) {
      expect([scope, await problemOf(apply(inShanxi.client, scope))]).toEqual([scope, 'invalid-input']);
    }
    expect(await problemOf(apply(inShanxi.client, '140200'))).toBe('none');
    const inShandong = await declaredCitizen(shandong);
    for (const scope of ['370100', '370102', '140000']) {
      expect([scope, await problemOf(apply(inShandong.client, scope))]).toEqual([scope, 'invalid-input']);
    }
    expect(await problemOf(apply(inShandong.client, '370000'))).toBe('none');
  });

  it('is valid for seven days and renewed for seven more [M50]', async () => {
    const { client } = await declaredCitizen(shanxi);
    const first = await apply(client, '140100');
    expect(first).toMatchObject({ colour: 'green', basis: 'declaration', scope: '140100' });
    expect(first.validFrom).toBe('2026-11-24T08:00:00+08:00');
    expect(first.validTo).toBe('2026-12-01T08:00:00+08:00');
    shanxi.clock.forward(day);
    const renewed = await apply(client, '140100');
    expect(renewed.codeId).not.toBe(first.codeId);
    expect(renewed.validTo).toBe('2026-12-02T08:00:00+08:00');
    expect(await client.call(routes.getCode, {})).toEqual(renewed);
    shanxi.clock.forward(-day);
  });

  it('needs a colour, which needs a declaration', async () => {
    const { client } = await verifiedCitizen(shanxi);
    expect(await problemOf(apply(client, '140100'))).toBe('no-decision-yet');
    expect(await problemOf(client.call(routes.getCode, {}))).toBe('code-missing');
    expect(await problemOf(takeStrips(client))).toBe('code-missing');
  });

  it('that has run out gives no strips until it is renewed', async () => {
    const node = await openTestNode({
      division: '140000',
      profile: (own) => ({ ...own, code: { ...own.code, validityDays: 1 } }),
    });
    const { client } = await citizenWithCode(node);
    await node.pass(day - minute);
    expect(await problemOf(takeStrips(client, [makeDeviceKey()]))).toBe('none');
    await node.pass(minute);
    expect(await problemOf(takeStrips(client))).toBe('code-expired');
    await apply(client, '140100');
    expect(await problemOf(takeStrips(client))).toBe('none');
    await node.close();
  });
});

describe('a strip', () => {
  it('says what the person may show and nothing else about health', async () => {
    const person = inventPerson('140105', '王秀英');
    const { client } = await citizenWithCode(shanxi, person);
    const [strip] = await takeStrips(client);
    const { holder, status, ...said } = claims(strip!.bytes);
    const now = Math.floor(shanxi.clock.now().getTime() / 1000);
    expect(said).toEqual({
      issuer: '140000',
      issuedAt: now,
      notBefore: said.notBefore,
      expiresAt: said.expiresAt,
      colour: 'green',
      scope: '140100',
      kind: 'own',
      keyMaker: 'device',
      maskedName: '王*英',
      lastFour: person.documentNumber.slice(-4),
    });
    expect(Buffer.from(holder?.x ?? []).toString('base64url')).toBe(strip?.key.described.x);
    expect(status.uri).toMatch(/^http:\/\/127\.0\.0\.1:37000\/s\/[0-9a-z]{4}$/);
    expect(Buffer.byteLength(status.uri)).toBeLessThanOrEqual(34);
  });

  it('is one for each validity day, contiguous without a gap, the first of them valid now', async () => {
    const { client } = await citizenWithCode(shanxi);
    const now = shanxi.clock.now().getTime() / 1000;
    for (const deviceId of ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b']) {
      const strips = (await takeStrips(client, undefined, deviceId)).map((strip) => claims(strip.bytes));
      expect(strips).toHaveLength(3);
      expect(strips[0]?.notBefore).toBeLessThanOrEqual(now);
      expect(strips[0]?.expiresAt).toBeGreaterThan(now);
      expect(strips[1]?.notBefore).toBe(strips[0]?.expiresAt);
      expect(strips[2]?.notBefore).toBe(strips[1]?.expiresAt);
      expect(strips[1]!.expiresAt - strips[1]!.notBefore).toBe(day);
      expect(new Set(strips.map(({ status }) => `${status.uri} ${status.idx}`)).size).toBe(3);
    }
  });

  it('never outlives the code', async () => {
    const node = await openTestNode({
      division: '140000',
      profile: (own) => ({ ...own, code: { ...own.code, validityDays: 1 } }),
    });
    const { client } = await citizenWithCode(node);
    const { validTo } = await client.call(routes.getCode, {});
    const ends = (await takeStrips(client)).map((strip) => claims(strip.bytes).expiresAt);
    expect(Math.max(...ends)).toBe(Date.parse(validTo) / 1000);
    await node.close();
  });

  it('never outlives the decision', async () => {
    const { client } = await citizenWithCode(shanxi);
    const { outcome } = await shanxi.context.db
      .selectFrom('decision')
      .select('outcome')
      .orderBy('decision_id', 'desc')
      .executeTakeFirstOrThrow();
    const until = Date.parse((outcome as { standsUntil: string }).standsUntil) / 1000;
    for (const strip of await takeStrips(client)) expect(claims(strip.bytes).expiresAt).toBeLessThanOrEqual(until);
  });

  it('signed again for the same key has the same index and a new signing time', async () => {
    const { client } = await citizenWithCode(shanxi);
    const [keys, deviceId] = [[makeDeviceKey(), makeDeviceKey()], randomUUID()];
    const before = (await takeStrips(client, keys, deviceId)).map((strip) => claims(strip.bytes));
    shanxi.clock.forward(hour);
    const after = (await takeStrips(client, keys, deviceId)).map((strip) => claims(strip.bytes));
    shanxi.clock.forward(-hour);
    expect(after.map(({ status }) => status)).toEqual(before.map(({ status }) => status));
    expect(after.map(({ issuedAt }) => issuedAt)).toEqual(before.map(({ issuedAt }) => issuedAt + hour));
    expect(after.map(({ expiresAt }) => expiresAt)).toEqual(before.map(({ expiresAt }) => expiresAt));
  });

  it('for a new key has an index of its own', async () => {
    const { client } = await citizenWithCode(shanxi);
    const deviceId = randomUUID();
    const first = claims((await takeStrips(client, [makeDeviceKey()], deviceId))[0]!.bytes);
    const second = claims((await takeStrips(client, [makeDeviceKey()], deviceId))[0]!.bytes);
    expect(second.status.uri).toBe(first.status.uri);
    expect(second.status.idx).not.toBe(first.status.idx);
  });

  it('is signed by the strip key of the node over exactly these bytes', async () => {
    const { client } = await citizenWithCode(shanxi);
    const { bytes } = (await takeStrips(client))[0]!;
    const { toBeSigned, signature, kid } = decodeStrip(bytes);
    const record = (await shanxi.context.signer.publicKeys()).find(({ use }) => use === 'strip');
    expect(Buffer.from(kid).toString('hex')).toBe(record?.kid);
    const point = Buffer.from(record?.publicKey ?? '', 'base64url');
    const key = await crypto.subtle.importKey(
      'raw',
      Buffer.concat([Buffer.of(4), point]),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const holds = (message: Uint8Array) =>
      crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, new Uint8Array(signature), new Uint8Array(message));
    expect(await holds(toBeSigned)).toBe(true);
    const changed = new Uint8Array(toBeSigned);
    changed[changed.length - 1]! ^= 1;
    expect(await holds(changed)).toBe(false);
  });
});

describe('a device', () => {
  it('is one of two at most; one removed makes room for another', async () => {
    const { client } = await citizenWithCode(shanxi);
    const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
    const take = (deviceId: string) => problemOf(takeStrips(client, [makeDeviceKey()], deviceId));
    expect([await take(first), await take(second), await take(third)]).toEqual(['none', 'none', 'too-many-devices']);
    await client.call(routes.removeDevice, { params: { deviceId: first } });
    expect(await take(third)).toBe('none');
    expect(await take(first)).toBe('too-many-devices');
  });

  it('can be removed by its owner only', async () => {
    const [mine, hers] = [await citizenWithCode(shanxi), await citizenWithCode(shanxi)];
    const deviceId = randomUUID();
    await takeStrips(mine.client, undefined, deviceId);
    expect(await problemOf(hers.client.call(routes.removeDevice, { params: { deviceId } }))).toBe('not-found');
    expect(await problemOf(mine.client.call(routes.removeDevice, { params: { deviceId } }))).toBe('none');
  });

  it('gets no strip for a key that is not on the curve or of a suite this node cannot check', async () => {
    const { client } = await citizenWithCode(shanxi);
    const key = makeDeviceKey().described;
    const take = (described: object) =>
      problemOf(client.call(routes.makeCode, { body: { deviceId: randomUUID(), keys: [{ ...key, ...described }] } }));
    expect(await take({ y: key.x })).toBe('holder-key-invalid');
    expect(await take({ x: 'A'.repeat(43), y: 'A'.repeat(43) })).toBe('holder-key-invalid');
    expect(await take({ x: '_'.repeat(43) })).toBe('holder-key-invalid');
    expect(await take({ suite: 'SM2-SM3' })).toBe('holder-key-invalid');
    expect(await take({})).toBe('none');
    expect(
      await shanxi.context.db.selectFrom('strip_grant').selectAll().where('key_maker', '<>', 'device').execute(),
    ).toEqual([]);
  });
});
