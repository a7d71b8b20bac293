import { randomUUID } from 'node:crypto';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signBatch, type Checkpoint } from '../../../test/checkpoint.ts';
import { ago, citizenWithCode } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { day, hour, minute } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey, show, takeStrips } from '../../../test/phone.ts';

let node: TestNode;
let checkpoint: Checkpoint;
let text: string;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
  checkpoint = await enrolCheckpoint(node);
  const { client } = await citizenWithCode(node);
  text = await show((await takeStrips(client))[0]!, node.clock.now());
});
afterAll(() => node.close());

type Scan = schemas.ScanBatch['scans'][number];

const scan = (change: Partial<Scan> = {}): Scan => ({
  scanId: randomUUID(),
  scannedAt: ago(node, hour),
  verdict: 'pass',
  findings: [],
  text,
  ...change,
});
const batchOf = (...scans: Scan[]): schemas.ScanBatch => ({ batchId: randomUUID(), scans });
const upload = (batch: schemas.ScanBatch | string, by = checkpoint) =>
  by.client.call(routes.uploadScans, { body: signBatch(by, batch) });
const stored = async ({ scans }: schemas.ScanBatch) => {
  const ids = scans.map(({ scanId }) => scanId);
  return node.context.db.selectFrom('scan').selectAll().where('scan_id', 'in', ids).execute();
};

describe('scans made without a network', () => {
  it('are stored as the device judged them; what the code says is entered when it has been verified', async () => {
    const batch = batchOf(scan({ findings: ['foreign-code'] }));
    expect(await upload(batch)).toEqual({ batchId: batch.batchId, received: 1, alreadyKnown: 0 });
    const [row] = await stored(batch);
    expect(row).toMatchObject({ verdict: 'pass', findings: ['foreign-code'], online: false, node_verdict: null });
    expect([row?.issuer, row?.idx, row?.display_time]).toEqual([null, null, null]);
    expect(row?.scanned_at).toEqual(new Date(node.clock.now().getTime() - hour * 1000));
    expect(row?.received_at).toEqual(node.clock.now());
  });

  it('are stored once, however often the batch comes', async () => {
    const batch = batchOf(scan(), scan());
    await upload(batch);
    expect(await upload(batch)).toEqual({ batchId: batch.batchId, received: 2, alreadyKnown: 2 });
    expect(await upload(batchOf(...batch.scans, scan()))).toMatchObject({ received: 3, alreadyKnown: 2 });
    expect(await stored(batch)).toHaveLength(2);
  });

  it('are stored once when the batch comes twice at the same time', async () => {
    const batch = batchOf(scan(), scan(), scan());
    const receipts = await Promise.all([upload(batch), upload(batch)]);
    const known = receipts.map(({ alreadyKnown }) => alreadyKnown);
    expect(known.toSorted((a, b) => a - b)).toEqual([0, 3]);
    expect(await stored(batch)).toHaveLength(3);
  });

  it('may be five hundred at once and not more', async () => {
    const batch = batchOf(...Array.from({ length: 500 }, () => scan()));
    expect(await upload(batch)).toMatchObject({ received: 500, alreadyKnown: 0 });
    expect(await stored(batch)).toHaveLength(500);
    const more = batchOf(...batch.scans, scan());
    expect(await problemOf(upload(more))).toBe('invalid-input');
  });

  it.each([
    ['a month and an hour ago', 30 * day + hour],
    ['in ten minutes', -10 * minute],
    ['in the year 9999', -251_000_000_000],
    ['in the year 1', 63_900_000_000],
  ])('are kept when the clock of the device said %s, and marked', async (_when, before) => {
    const batch = batchOf(scan({ scannedAt: ago(node, before) }));
    expect(await upload(batch)).toMatchObject({ received: 1, alreadyKnown: 0 });
    expect((await stored(batch))[0]?.findings).toEqual(['device-clock-wrong']);
  });

  it('are not marked for a clock that is a few minutes ahead or a scan of last week', async () => {
    const batch = batchOf(scan({ scannedAt: ago(node, -5 * minute) }), scan({ scannedAt: ago(node, 7 * day) }));
    await upload(batch);
    expect((await stored(batch)).map(({ findings }) => findings)).toEqual([[], []]);
  });

  it('of something that is no code are scans all the same', async () => {
    const batch = batchOf(scan({ text: 'hello', verdict: 'stop', findings: ['malformed'] }));
    expect(await upload(batch)).toMatchObject({ received: 1 });
    expect((await stored(batch))[0]).toMatchObject({ verdict: 'stop', issuer: null, idx: null });
  });
});

describe('a batch is refused, and nothing of it stored,', () => {
  it('when another key signed it, or it was changed', async () => {
    const batch = batchOf(scan());
    const thief = { ...checkpoint, key: makeDeviceKey() };
    expect(await problemOf(upload(batch, thief))).toBe('batch-signature-invalid');
    const { signature } = signBatch(checkpoint, batch);
    const { payload } = signBatch(checkpoint, batchOf(scan()));
    expect(await problemOf(checkpoint.client.call(routes.uploadScans, { body: { payload, signature } }))).toBe(
      'batch-signature-invalid',
    );
    expect(await stored(batch)).toEqual([]);
  });

  it.each([
    ['is not JSON', 'not json'],
    ['is null', 'null'],
    ['is a list', '[]'],
    ['has no scans', JSON.stringify({ batchId: randomUUID(), scans: [] })],
    ['has a member too many', JSON.stringify({ batchId: randomUUID(), scans: [], extra: 1 })],
    ['is nested deeply', '['.repeat(100_000)],
  ])('when it %s', async (_what, payload) => {
    expect(await problemOf(upload(payload))).toBe('invalid-input');
  });

  it.each([
    ['a finding with a NUL, which the database cannot hold', { findings: ['a\u0000b'] }],
    ['a finding with half a character', { findings: ['a\ud800'] }],
    ['another verdict', { verdict: 'green' as 'pass' }],
    ['a time without an offset', { scannedAt: '2026-11-24T08:00:00' }],
  ])('when one of its scans has %s', async (_what, change) => {
    const batch = batchOf(scan(), scan(change));
    expect(await problemOf(upload(batch))).toBe('invalid-input');
    expect(await stored(batch)).toEqual([]);
  });

  it('when the device has been revoked', async () => {
    const other = await enrolCheckpoint(node);
    await revoke(node, other);
    expect(await problemOf(upload(batchOf(scan()), other))).toBe('device-revoked');
  });
});
