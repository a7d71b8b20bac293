import { randomUUID } from 'node:crypto';
import { decodeStrip, prepareStrip } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signBatch, signInStaff, verify, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode, declare, type Citizen } from '../../../test/citizen.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey, show, signWith, takeStrips, type HeldStrip } from '../../../test/phone.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
let checkpoint: Checkpoint;
let citizen: Citizen;
let strip: HeldStrip;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  checkpoint = await enrolCheckpoint(node);
});
beforeEach(async () => {
  citizen = await citizenWithCode(node);
  strip = (await takeStrips(citizen.client))[0]!;
  node.clock.forward(2 * minute);
});
afterAll(() => node.close());

type Scan = schemas.ScanBatch['scans'][number];

/** The scan of a display made `seconds` ago, judged by the device at once. */
async function scanned(seconds: number, change: Partial<Scan> = {}, shown = strip): Promise<Scan> {
  const scannedAt = ago(node, seconds);
  const text = await show(shown, new Date(scannedAt));
  return { scanId: randomUUID(), scannedAt, verdict: 'pass', findings: [], text, ...change };
}

async function upload(scans: Scan[], by = checkpoint): Promise<void> {
  await by.client.call(routes.uploadScans, { body: signBatch(by, { batchId: randomUUID(), scans }) });
}

const verifyThem = () => node.tick('checkpoint.verify-uploads');
const backlog = async () => (await signInStaff(node)).call(routes.getScanBacklog, {});
const row = ({ scanId }: Scan) =>
  node.context.db.selectFrom('scan').selectAll().where('scan_id', '=', scanId).executeTakeFirstOrThrow();

async function found(scan: Scan): Promise<unknown[]> {
  const { node_verdict: verdict, findings } = await row(scan);
  return [verdict, ...findings];
}

async function foundIn(scan: Scan, by = checkpoint): Promise<unknown[]> {
  await upload([scan], by);
  await verifyThem();
  return found(scan);
}

/** Red since `seconds` ago as far as the node knew then; everything else stays as it is now. */
async function turnRed(): Promise<void> {
  const since = ago(node, day);
  node.sources.records.set(citizen.person.documentNumber, [{ kind: 'contact', degree: 'close', since }]);
  await declare(node, citizen);
}

describe('an uploaded scan', () => {
  it('of a green code is verified, and entered under the index of its strip', async () => {
    const scan = await scanned(minute, { findings: ['foreign-code'] });
    expect(await foundIn(scan)).toEqual(['pass', 'foreign-code']);
    const { issuer, validity_day: validityDay, idx, display_time: displayTime } = await row(scan);
    expect([issuer, validityDay, displayTime]).toEqual(['140000', '2026-11-24', Date.parse(scan.scannedAt) / 1000]);
    expect(idx).toBeGreaterThanOrEqual(0);
    expect(idx! % 2 ** 20).toBe(decodeStrip(strip.bytes).claims.status.idx);
  });

  it('that the device judged otherwise keeps both verdicts and says that they differ', async () => {
    const scan = await scanned(minute, { verdict: 'stop', findings: ['stale-display'] });
    expect(await foundIn(scan)).toEqual(['pass', 'stale-display', 'verdict-differs']);
    expect((await row(scan)).verdict).toBe('stop');
  });

  it('of a forged strip is found out, and nothing that it says of itself is entered', async () => {
    const { claims, kid, suite } = decodeStrip(strip.bytes);
    const prepared = prepareStrip(claims, { suite, kid });
    const forged = prepared.finish(signWith(makeDeviceKey(), prepared.toBeSigned));
    const scan = await scanned(minute, {}, { ...strip, bytes: forged });
    expect(await foundIn(scan)).toEqual(['stop', 'bad-issuer-signature', 'verdict-differs']);
    const { issuer, idx, validity_day: validityDay } = await row(scan);
    expect([issuer, idx, validityDay]).toEqual([null, null, null]);
  });

  it('of a strip that another phone displayed is found out', async () => {
    const scan = await scanned(minute, {}, { ...strip, key: makeDeviceKey() });
    expect(await foundIn(scan)).toEqual(['stop', 'bad-holder-signature', 'verdict-differs']);
  });

  it('of something that is no code agrees with a device that said so', async () => {
    const scan = await scanned(minute, { text: 'hello', verdict: 'stop', findings: ['malformed'] });
    expect(await foundIn(scan)).toEqual(['stop', 'malformed']);
  });

  it('is judged by the time of the scan: a display that was fresh then is not stale for being uploaded later', async () => {
    const scan = await scanned(0);
    node.clock.forward(3 * hour);
    expect(await foundIn(scan)).toEqual(['pass']);
  });

  it('is judged by the status and the colour of that time: before a change it passes, after it the node would have stopped', async () => {
    const before = await scanned(0);
    node.clock.forward(minute);
    await turnRed();
    const after = await scanned(0);
    node.clock.forward(minute);
    await upload([before, after]);
    await verifyThem();
    expect(await found(before)).toEqual(['pass']);
    expect(await found(after)).toEqual(['stop', 'colour-red', 'verdict-differs']);
  });

  it('of a lost device is judged by when it was removed', async () => {
    const deviceId = randomUUID();
    const lost = (await takeStrips(citizen.client, [makeDeviceKey()], deviceId))[0]!;
    const before = await scanned(0, {}, lost);
    node.clock.forward(minute);
    await citizen.client.call(routes.removeDevice, { params: { deviceId } });
    const after = await scanned(0, {}, lost);
    await upload([before, after]);
    await verifyThem();
    expect(await found(before)).toEqual(['pass']);
    expect(await found(after)).toEqual(['stop', 'revoked', 'verdict-differs']);
  });

  it('whose status the node has forgotten with its day is not held against the device', async () => {
    node.clock.forward(5 * hour);
    const scan = await scanned(0);
    await node.pass(3 * day);
    expect(await foundIn(scan)).toEqual(['cannot-tell', 'status-unknown', 'too-old']);
  });

  it('of a display that was scanned at another venue says so, wherever it was uploaded first', async () => {
    const [other, text] = [await enrolCheckpoint(node), await show(strip, node.clock.now())];
    const [first, again, elsewhere] = [
      await scanned(0, { text }),
      await scanned(0, { text }),
      await scanned(0, { text }),
    ];
    await upload([first, again]);
    await verifyThem();
    expect(await foundIn(elsewhere, other)).toEqual(['pass', 'shown-elsewhere']);
    expect([await found(first), await found(again)]).toEqual([['pass'], ['pass']]);
  });

  it('of a display that was verified online elsewhere a moment ago says so', async () => {
    const text = await show(strip, node.clock.now());
    await verify(await enrolCheckpoint(node), text);
    expect(await foundIn(await scanned(0, { text }))).toEqual(['pass', 'shown-elsewhere']);
  });

  it('that the node had answered already, the answer lost on the way, is one scan in the end', async () => {
    const text = await show(strip, node.clock.now());
    const scan = await scanned(0, { text });
    await checkpoint.client.call(routes.verifyCode, { body: { scanId: scan.scanId, text } });
    node.clock.forward(5);
    await upload([{ ...scan, scannedAt: ago(node, 0) }, await scanned(0)]);
    await verifyThem();
    const rows = await node.context.db.selectFrom('scan').selectAll().where('scan_id', '=', scan.scanId).execute();
    expect(rows.map(({ online }) => online)).toEqual([true]);
  });

  it('is verified once: what was entered stays', async () => {
    const scan = await scanned(minute);
    await upload([scan]);
    await verifyThem();
    await upload([{ ...scan, text: 'hello' }, await scanned(minute)]);
    await verifyThem();
    expect(await found(scan)).toEqual(['pass']);
  });
});

describe('the backlog', () => {
  it('says how many scans wait and since when, and is empty when all have been verified', async () => {
    const nothing = { scans: 0, oldestReceivedAt: null, failedOnce: 0 };
    expect(await backlog()).toEqual(nothing);
    const since = new Date(node.clock.now().getTime() + 8 * hour * 1000).toISOString().slice(0, 19);
    await upload([await scanned(minute), await scanned(minute)]);
    node.clock.forward(minute);
    await upload([await scanned(minute)]);
    expect(await backlog()).toEqual({ scans: 3, oldestReceivedAt: `${since}+08:00`, failedOnce: 0 });
    await verifyThem();
    expect(await backlog()).toEqual(nothing);
  });

  it('holds no text in the clear, and none at all once it has been verified', async () => {
    const scan = await scanned(minute);
    await upload([scan]);
    const waiting = await dumpTables(node.context.db);
    for (const text of [scan.text, Buffer.from(scan.text).toString('hex')]) expect(waiting).not.toContain(text);
    await verifyThem();
    expect(await node.context.db.selectFrom('scan_unverified').selectAll().execute()).toEqual([]);
  });

  it('loses nothing when the run breaks off before its commit: the batch waits, and is entered once afterwards', async () => {
    const scan = await scanned(minute);
    await upload([scan]);
    await node.handle.pool.query('alter table scan add constraint broken check (node_verdict is null) not valid');
    await verifyThem();
    expect(await found(scan)).toEqual([null]);
    expect(await backlog()).toMatchObject({ scans: 1, failedOnce: 1 });
    await node.handle.pool.query('alter table scan drop constraint broken');
    node.clock.forward(minute);
    await verifyThem();
    expect(await found(scan)).toEqual(['pass']);
    expect(await backlog()).toMatchObject({ scans: 0 });
  });

  it('is not held up by a batch that cannot be verified: that one is tried again later, and later still', async () => {
    await upload([await scanned(minute)]);
    await node.context.db
      .updateTable('scan_unverified')
      .set({ batch_sealed: Buffer.from('nobody can open this') })
      .execute();
    node.clock.forward(1);
    const behind = await scanned(minute);
    expect(await foundIn(behind)).toEqual(['pass']);
    expect(await backlog()).toMatchObject({ scans: 1, failedOnce: 1 });
    const due = async () =>
      (await node.context.db.selectFrom('scan_unverified').select('due_at').executeTakeFirst())?.due_at;
    expect((await due())!.getTime() - node.clock.now().getTime()).toBe(minute * 1000);
    node.clock.forward(minute);
    await verifyThem();
    expect((await due())!.getTime() - node.clock.now().getTime()).toBe(2 * minute * 1000);
    await node.context.db.deleteFrom('scan_unverified').execute();
  });
});
