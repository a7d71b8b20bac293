import { fallbackInForce, verifyFallbackOrder, verifyFallbackWord } from '@tongxing/codec';
import { routes, type schemas } from '@tongxing/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff } from '../../../test/checkpoint.ts';
import { decide } from '../../../test/colouring.ts';
import { problemOf } from '../../../test/inject.ts';
import { logEntries } from '../../../test/log-entries.ts';
import { hour } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { grounds, staffAccount, twoAdministrators, type Staff } from '../../../test/staff.ts';
import { toUnix } from '../../platform/clock.ts';
import { createVerifier } from '../../platform/ecdsa.ts';
import { sha256 } from '../../platform/ids.ts';
import { createTrustListSource } from '../federation/index.ts';
import { fallbackTick } from './sign.ts';

const verifier = createVerifier();
let node: TestNode;
let first: Staff;
let second: Staff;
beforeEach(async () => {
  node = await openTestNode({ division: '140000' });
  ({ first, second } = await twoAdministrators(node));
});
afterEach(() => node.close());

const bytes = (text: string) => Buffer.from(text, 'base64url');
const published = () => node.client.call(routes.getFallbackOrder, {});
const body = (state: schemas.FallbackProposal['state'], days = 1): schemas.FallbackProposal => ({
  state,
  approval: grounds(node, state === 'started' ? 'system-failure' : 'recovered', days),
});

async function say(state: schemas.FallbackProposal['state'], days = 1): Promise<void> {
  const { approvalId } = await first.client.call(routes.proposeFallback, { body: body(state, days) });
  await decide(second, approvalId, 'approve');
  await node.tick('fallback.sign');
}

/** As a device believes it: by the trust list alone. */
async function believed() {
  const { fallback } = await (await enrolCheckpoint(node)).client.call(routes.getCheckpointProfile, {});
  const { trustList } = await createTrustListSource({ ...node.context, verifier }).current();
  const now = toUnix(node.clock.now());
  const required = { trustList: trustList!, division: '140105', now, atLeast: 0 };
  const order = await verifyFallbackOrder(bytes(fallback!.order), required, verifier);
  const word =
    fallback!.word === null ? undefined : await verifyFallbackWord(bytes(fallback!.word), required, verifier);
  return { order, word, inForce: fallbackInForce(order, { now, lastContact: now, word }) };
}

describe('the order for when the system cannot be reached [W09]', () => {
  it('is signed ahead, held by every device, read by anybody, and stands in the log', async () => {
    const { order, inForce } = await believed();
    expect(order).toMatchObject({ division: '140000', version: 1, afterSeconds: 1800, stripSeconds: 86_400 });
    expect(inForce).toBe(undefined);
    const { signed, fingerprint, order: readable, word } = await published();
    expect([readable.text, readable.hotline, word]).toEqual([order.text, '0351-12320', null]);
    expect(readable).toMatchObject({ afterMinutes: 30, longestHours: 72, stripHours: 24 });
    expect(sha256(bytes(signed)).toString('base64url')).toBe(fingerprint);
    expect(await logEntries(node, 'fallback-order')).toMatchObject([{ version: 1, sha256: fingerprint }]);
  });

  it('starts and ends when two administrators of the province say so, with ground and paper', async () => {
    await say('started');
    expect((await believed()).inForce).toMatchObject({ why: 'word' });
    expect((await published()).word).toMatchObject({ state: 'started', until: '2026-11-25T08:00:00+08:00' });
    await say('ended');
    expect((await believed()).inForce).toBe(undefined);
    expect((await published()).word).toMatchObject({ state: 'ended' });
    const words = await logEntries(node, 'fallback-word');
    expect(words).toHaveLength(2);
    for (const word of [
      { number: 1, state: 'started' },
      { number: 2, state: 'ended' },
    ])
      expect(words).toContainEqual(expect.objectContaining(word));
  });

  it('ends by itself', async () => {
    await say('started', 3);
    node.clock.forward(72 * hour - 1);
    expect((await believed()).inForce).toMatchObject({ why: 'word' });
    node.clock.forward(1);
    expect((await believed()).inForce).toBe(undefined);
  });

  it('is started by nobody alone, for longer than it may last, nor by an administrator of a city', async () => {
    const { approvalId } = await first.client.call(routes.proposeFallback, { body: body('started') });
    expect(await problemOf(decide(first, approvalId, 'approve'))).toBe('approval-same-person');
    await node.tick('fallback.sign');
    expect((await believed()).word).toBe(undefined);
    const propose = ({ client }: Pick<Staff, 'client'>, days: number) =>
      problemOf(client.call(routes.proposeFallback, { body: body('started', days) }));
    expect(await propose(first, 4)).toBe('approval-invalid');
    const account = { role: 'admin', division: '140100', personnelNumber: 'TY-000009' } as const;
    const post = staffAccount({ ...account, approval: grounds(node, 'appointment') });
    const made = await first.client.call(routes.createStaff, { body: post });
    await decide(second, made.approvalId!, 'approve');
    const city = { client: await signInStaff(node, post) };
    expect(await propose(city, 1)).toBe('not-permitted');
  });

  it('never changes under its version, nor goes back to an older one; a newer one takes its place', async () => {
    const withOrder = (change: Partial<TestNode['context']['province']['fallback']>) => {
      const { province } = node.context;
      const changed = { ...province, fallback: { ...province.fallback, ...change } };
      return fallbackTick({ ...node.context, province: changed }).run(node.clock.now());
    };
    await expect(withOrder({ stripHours: 12 })).rejects.toThrow('changed under its version');
    await withOrder({ version: 2, stripHours: 12 });
    expect((await believed()).order).toMatchObject({ version: 2, stripSeconds: 12 * hour });
    await expect(withOrder({})).rejects.toThrow('a newer fallback order is out');
  });
});
