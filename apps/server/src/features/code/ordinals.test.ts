import { randomUUID } from 'node:crypto';
import { decodeStrip } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, verify } from '../../../test/checkpoint.ts';
import { citizenWithCode, declare } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey, show, takeStrips, type DeviceKey, type HeldStrip } from '../../../test/phone.ts';
import { createOrdinals } from './ordinals.ts';

let node: TestNode;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
});
afterEach(() => node.close());

const told = ({ verdict, findings }: schemas.VerificationResult) => [verdict, ...findings.map(({ code }) => code)];
const today = '2026-11-24';
const takeMany = async (from: ReturnType<typeof createOrdinals>, count: number) =>
  (await Promise.all(Array.from({ length: count }, () => from.take(today)))).map(Number);

/** As if so many places of a day had been reserved. */
async function reserved(validityDay: string, next: number, bits = 0): Promise<void> {
  await node.context.db
    .insertInto('ordinal_counter')
    .values({ validity_day: validityDay, next_ordinal: next, shard_bits: bits, with_paper: false })
    .onConflict((conflict) => conflict.column('validity_day').doUpdateSet({ next_ordinal: next }))
    .execute();
}

describe('the places of a validity day', () => {
  it('are given out once each, by two processes at the same time', async () => {
    const [one, other] = [createOrdinals(node.context), createOrdinals(node.context)];
    const [first, second] = await Promise.all([takeMany(one, 700), takeMany(other, 700)]);
    const all = [...first, ...second];
    expect(new Set(all).size).toBe(1400);
    // Six blocks of 256 hold 1,400.
    expect(Math.max(...all)).toBeLessThan(6 * 256);
  });

  it('are not used up by signing again for the same key, nor by what is refused', async () => {
    const hers = await citizenWithCode(node);
    const [key, deviceId] = [makeDeviceKey(), randomUUID()];
    for (let time = 0; time < 3; time++) await takeStrips(hers.client, [key], deviceId);
    await takeStrips(hers.client, [makeDeviceKey()], randomUUID());
    expect(await problemOf(takeStrips(hers.client, [makeDeviceKey()], randomUUID()))).toBe('too-many-devices');
    await takeStrips(hers.client, [makeDeviceKey()], deviceId);
    const grants = await node.context.db.selectFrom('strip_grant').select('ordinal').orderBy('ordinal').execute();
    expect(grants.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2]);
  });

  it('that are nearly all given out are still given out, up to the last', async () => {
    await reserved(today, 2 ** 20 - 3);
    const ordinals = createOrdinals(node.context);
    const taken = [await ordinals.take(today), await ordinals.take(today), await ordinals.take(today)];
    expect(taken).toEqual([2 ** 20 - 3, 2 ** 20 - 2, 2 ** 20 - 1]);
    expect([await ordinals.take(today), await ordinals.take(today)]).toEqual([undefined, undefined]);
  });
});

describe('a validity day that is full', () => {
  it('is refused with what to do when it is today; what was given out before can be signed again', async () => {
    const { client } = await citizenWithCode(node);
    // A strip of the day before may still be running: both days have one place left.
    for (const validityDay of ['2026-11-23', today]) await reserved(validityDay, 2 ** 20 - 1);
    const [key, deviceId] = [makeDeviceKey(), randomUUID()];
    const take = (held: DeviceKey) => problemOf(takeStrips(client, [held], deviceId));
    expect([await take(key), await take(makeDeviceKey()), await take(key)]).toEqual([
      'none',
      'strip-places-exhausted',
      'none',
    ]);
  });

  it('ends what is signed ahead, without a gap, when it is a later one', async () => {
    const { client } = await citizenWithCode(node);
    for (const [ahead, next] of [
      [1, 2 ** 20],
      [2, 0],
    ] as const) {
      const at = new Date(node.clock.now().getTime() + ahead * day * 1000 + 8 * 3_600_000);
      await reserved(at.toISOString().slice(0, 10), next);
    }
    expect(await takeStrips(client)).toHaveLength(1);
  });
});

describe('a province that raises its number of shards', () => {
  it('keeps that of the days in use, and has the new one from the first day that nobody has a strip for', async () => {
    const hers = await citizenWithCode(node);
    const checkpoint = await enrolCheckpoint(node);
    const old = (await takeStrips(hers.client))[0]!;
    node.context.province.code.shardBits = 3;
    const polled = async () => (await checkpoint.client.call(routes.getCheckpointProfile, {})).statusLists;
    const passes = async (strip: HeldStrip) => told(await verify(checkpoint, await show(strip, node.clock.now())));
    expect(await polled()).toHaveLength(1);
    expect(await passes(old)).toEqual(['pass']);

    await node.pass(3 * day);
    await declare(node, hers);
    await node.tick('code.status-lists');
    expect(await polled()).toHaveLength(8);
    const deviceId = randomUUID();
    const strips: HeldStrip[] = [];
    for (let n = 0; n < 40; n++) strips.push((await takeStrips(hers.client, [makeDeviceKey()], deviceId))[0]!);
    const lists = new Set(strips.map(({ bytes }) => decodeStrip(bytes).claims.status.uri));
    // By chance all 40 would miss a list of eight once in 26 such tests, and two of them hardly ever.
    expect(lists.size).toBeGreaterThan(5);
    for (const uri of lists) expect(await polled()).toContain(uri);
    for (const strip of strips) expect(await passes(strip)).toEqual(['pass']);

    await hers.client.call(routes.removeDevice, { params: { deviceId } });
    for (const strip of strips) expect(await passes(strip)).toEqual(['stop', 'revoked']);
  });
});
