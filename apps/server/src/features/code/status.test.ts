import { randomUUID } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { decode } from 'cborg';
import { decodeStrip } from '@tongxing/codec';
import { routes } from '@tongxing/contract';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey, show, takeStrips, type HeldStrip } from '../../../test/phone.ts';
import { refreshStatusLists } from './status-list.ts';

let node: TestNode;
let citizen: Citizen;
let checkpoint: Checkpoint;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  citizen = await citizenWithCode(node);
  checkpoint = await enrolCheckpoint(node);
});
afterEach(() => node.close());

const place = ({ bytes }: HeldStrip) => decodeStrip(bytes).claims.status;
const shardOf = (uri: string) => uri.slice(uri.lastIndexOf('/') + 1);

async function fetchList(uri: string) {
  const params = { shard: shardOf(uri) };
  return (await checkpoint.client.call(routes.getStatusList, { params })) as Uint8Array;
}

/** Reads a status list token with nothing of ours: CBOR by cborg, zlib by node, bits by draft-ietf-oauth-status-list § 4. */
function readToken(token: Uint8Array) {
  const tags = { 18: (inner: () => unknown) => inner() };
  const [protectedBytes, unprotected, payload] = decode(token, { useMaps: true, tags }) as [
    Uint8Array,
    Map<number, unknown>,
    Uint8Array,
  ];
  const claims = decode(payload, { useMaps: true }) as Map<number, unknown>;
  const list = claims.get(65533) as Map<string, unknown>;
  const bytes = inflateSync(list.get('lst') as Uint8Array);
  return {
    header: decode(protectedBytes, { useMaps: true }) as Map<number, unknown>,
    unprotected,
    subject: claims.get(2),
    issuedAt: claims.get(6),
    expiresAt: claims.get(4),
    ttl: claims.get(65534),
    bits: list.get('bits'),
    entries: bytes.length * 4,
    status: (idx: number) => (bytes[idx >> 2]! >> ((idx & 3) * 2)) & 3,
    inUse: () => bytes.filter((byte) => byte !== 0).length,
  };
}

async function statusOf(strip: HeldStrip): Promise<number> {
  const { uri, idx } = place(strip);
  return readToken(await fetchList(uri)).status(idx);
}

async function turnRed() {
  node.sources.records.set(citizen.person.documentNumber, [
    { kind: 'contact', degree: 'close', since: ago(node, day) },
  ]);
  node.clock.forward(minute);
  await declare(node, citizen);
  await node.tick('code.status-lists');
}

describe('a status list, read by another implementation', () => {
  it('is a token of the shard with 2 bits for each of 2^20 places, its time to live and its key', async () => {
    const { statusLists } = await checkpoint.client.call(routes.getCheckpointProfile, {});
    const [uri = ''] = statusLists;
    const token = readToken(await fetchList(uri));
    const now = node.clock.now().getTime() / 1000;
    expect(token.header.get(16)).toBe('application/statuslist+cwt');
    expect(token.header.get(1)).toBe(-7);
    expect(Buffer.from(token.header.get(4) as Uint8Array).toString('hex')).toBe(
      (await node.context.signer.publicKeys()).find(({ use }) => use === 'status')?.kid,
    );
    expect(token.unprotected.size).toBe(0);
    expect([token.subject, token.issuedAt, token.ttl, token.bits, token.entries]).toEqual([uri, now, 3600, 2, 2 ** 20]);
    expect(token.expiresAt).toBeGreaterThan(now + 3600);
    expect(token.inUse()).toBe(0);
  });

  it('says 3 of every strip of a person whose colour changed, and 0 of everybody else', async () => {
    const other = await citizenWithCode(node);
    const [strips, others] = [await takeStrips(citizen.client), await takeStrips(other.client)];
    await node.tick('code.status-lists');
    for (const strip of [...strips, ...others]) expect(await statusOf(strip)).toBe(0);
    await turnRed();
    for (const strip of strips) expect(await statusOf(strip)).toBe(3);
    for (const strip of others) expect(await statusOf(strip)).toBe(0);
    const { rows } = await sql<{ marks: number }>`select sum(marks) as marks from status_shard`.execute(
      node.context.db,
    );
    expect(rows[0]?.marks).toBe(strips.length);
  });

  it('says 3 of the strips of a code that was renewed', async () => {
    const [strip] = await takeStrips(citizen.client);
    node.clock.forward(minute);
    await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
    await node.tick('code.status-lists');
    expect(await statusOf(strip!)).toBe(3);
  });

  it('says 1 of the strips of a removed device for ever, whatever else happens, and nothing of the other device', async () => {
    const [lost, kept] = [randomUUID(), randomUUID()];
    const before = await takeStrips(citizen.client, undefined, lost);
    const others = await takeStrips(citizen.client, undefined, kept);
    await citizen.client.call(routes.removeDevice, { params: { deviceId: lost } });
    await node.tick('code.status-lists');
    for (const strip of before) expect(await statusOf(strip)).toBe(1);
    for (const strip of others) expect(await statusOf(strip)).toBe(0);
    await turnRed();
    for (const strip of before) expect(await statusOf(strip)).toBe(1);
    for (const strip of others) expect(await statusOf(strip)).toBe(3);
  });

  it('says 1 also of strips that a colour change had superseded before the device was removed', async () => {
    const deviceId = randomUUID();
    const [strip] = await takeStrips(citizen.client, undefined, deviceId);
    await turnRed();
    await citizen.client.call(routes.removeDevice, { params: { deviceId } });
    await node.tick('code.status-lists');
    expect(await statusOf(strip!)).toBe(1);
  });

  it('never carries a colour: yellow, red and a new device look alike', async () => {
    const [strip] = await takeStrips(citizen.client);
    await turnRed();
    const { uri } = place(strip!);
    expect(readToken(await fetchList(uri)).inUse()).toBe(1);
  });
});

describe('the status lists of a node', () => {
  // Days since 1970 in base 36: 2026-11-23 is day 20780, which is g18 (16·1296 + 1·36 + 8).
  it('are served for yesterday, today and the days strips are signed ahead for, and for nothing else', async () => {
    for (const shard of ['g180', 'g190', 'g1a0', 'g1b0']) {
      const answer = checkpoint.client.call(routes.getStatusList, { params: { shard } });
      expect([shard, await problemOf(answer)]).toEqual([shard, 'none']);
    }
    for (const shard of ['g170', 'g1c0', 'g181', 'g1800', '0g180', 'zzzzzzzz']) {
      const answer = checkpoint.client.call(routes.getStatusList, { params: { shard } });
      expect([shard, await problemOf(answer)]).toEqual([shard, 'not-found']);
    }
  });

  it.each([
    ['05:29', 'yesterday, whose last strips end at half past five, and today', ['g180', 'g190']],
    ['05:31', 'today', ['g190']],
    ['19:59', 'today', ['g190']],
    [
      '20:01',
      'today and tomorrow, whose first strips begin within the four hours that an answer counts',
      ['g190', 'g1a0'],
    ],
  ])('are polled at %s for %s', async (time, _days, expected) => {
    node.clock.set(`2026-11-24T${time}:00+08:00`);
    const { statusLists } = await checkpoint.client.call(routes.getCheckpointProfile, {});
    expect(statusLists.map(shardOf)).toEqual(expected);
  });

  it('vanish with their day, together with the way from an index to a person', async () => {
    await takeStrips(citizen.client);
    await turnRed();
    await node.pass(5 * day);
    const { statusLists } = await checkpoint.client.call(routes.getCheckpointProfile, {});
    expect(statusLists.map(shardOf)).toEqual(['g1e0']);
    expect(await problemOf(checkpoint.client.call(routes.getStatusList, { params: { shard: 'g190' } }))).toBe(
      'not-found',
    );
    const left = await node.context.db.selectFrom('strip_ordinal').selectAll().execute();
    expect(left).toEqual([]);
    expect(await node.context.db.selectFrom('status_mark').selectAll().execute()).toEqual([]);
  });

  it('are signed again when five minutes old, and not before, so that an offline answer does not grow old by itself', async () => {
    const uri = (await checkpoint.client.call(routes.getCheckpointProfile, {})).statusLists[0] ?? '';
    const first = readToken(await fetchList(uri)).issuedAt as number;
    await node.pass(299);
    expect(readToken(await fetchList(uri)).issuedAt).toBe(first);
    await node.pass(1);
    expect(readToken(await fetchList(uri)).issuedAt).toBe(first + 300);
  });

  it('carry a mark that was made before a list was signed and committed after it', async () => {
    const [strip] = await takeStrips(citizen.client);
    const { idx } = place(strip!);
    const { validity_day: validityDay } = await node.context.db
      .selectFrom('strip_grant')
      .select('validity_day')
      .orderBy('validity_day')
      .executeTakeFirstOrThrow();
    const markedAt = node.clock.now();
    node.clock.forward(2);
    await refreshStatusLists(node.context, node.clock.now());
    await node.context.db
      .insertInto('status_mark')
      .values({ validity_day: validityDay, idx, status: 3, marked_at: markedAt })
      .execute();
    node.clock.forward(1);
    await node.tick('code.status-lists');
    expect(await statusOf(strip!)).toBe(3);
  });

  it('are answered with 304 to who has the latest, and in full to who has another', async () => {
    const ask = (headers: object) =>
      node.app.inject({ url: '/s/g180', headers: { authorization: `Bearer ${checkpoint.token}`, ...headers } });
    const { statusCode, headers } = await ask({});
    expect(statusCode).toBe(200);
    expect((await ask({ 'if-none-match': headers.etag })).statusCode).toBe(304);
    expect((await ask({ 'if-none-match': '"another"' })).statusCode).toBe(200);
  });

  it('are for enrolled devices and peers only', async () => {
    const read = () => problemOf(checkpoint.client.call(routes.getStatusList, { params: { shard: 'g180' } }));
    expect(await read()).toBe('none');
    expect(await problemOf(citizen.client.call(routes.getStatusList, { params: { shard: 'g180' } }))).toBe(
      'not-permitted',
    );
    await revoke(node, checkpoint);
    expect(await read()).toBe('device-revoked');
  });
});

it('a strip of a removed device is stopped online as revoked', async () => {
  const deviceId = randomUUID();
  const [strip] = await takeStrips(citizen.client, [makeDeviceKey()], deviceId);
  await citizen.client.call(routes.removeDevice, { params: { deviceId } });
  const answer = await verify(checkpoint, await show(strip!, node.clock.now()));
  expect([answer.verdict, answer.findings.map(({ code }) => code)]).toEqual(['stop', ['revoked']]);
});
