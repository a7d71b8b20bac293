import { randomBytes, randomUUID } from 'node:crypto';
import { decodeStrip, presentStrip } from '@tongxing/codec';
import { publicKey, sign } from '@tongxing/codec/sm2-sm3';
import { routes, type schemas } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, signInStaff, venueAt, verify } from '../../../test/checkpoint.ts';
import { citizenWithCode } from '../../../test/citizen.ts';
import { problemOf } from '../../../test/inject.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey } from '../../../test/phone.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '370000' });
});
afterAll(() => node.close());

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** A phone whose platform signs with commercial cryptography. */
function makeSm2Key() {
  const privateKey = Uint8Array.from(randomBytes(32)).with(0, 1);
  const { x, y } = publicKey(privateKey);
  return { described: { suite: 'SM2-SM3' as const, x: base64Url(x), y: base64Url(y) }, sign: sign(privateKey) };
}

describe('a phone that signs with SM2', () => {
  it('gets a strip over its key, signed ES256 by the node, and passes a checkpoint with it', async () => {
    const { client } = await citizenWithCode(node);
    const [key, thief] = [makeSm2Key(), makeSm2Key()];
    const body = { deviceId: randomUUID(), keys: [key.described] };
    const { strips } = await client.call(routes.makeCode, { body });
    const strip = Buffer.from(strips[0]!, 'base64url');
    const decoded = decodeStrip(strip);
    expect(decoded.suite).toBe('ES256');
    const { suite, x, y } = decoded.claims.holder!;
    expect({ suite, x: base64Url(x), y: base64Url(y) }).toEqual(key.described);

    const checkpoint = await enrolCheckpoint(node);
    const now = Math.floor(node.clock.now().getTime() / 1000);
    const shown = await verify(checkpoint, await presentStrip(strip, now, key.sign));
    expect([shown.verdict, shown.findings]).toEqual(['pass', []]);
    const borrowed = await verify(checkpoint, await presentStrip(strip, now, thief.sign));
    expect([borrowed.verdict, borrowed.findings.map(({ code }) => code)]).toEqual(['stop', ['bad-holder-signature']]);
  });

  it('is refused with a key that is no point of the SM2 curve', async () => {
    const { client } = await citizenWithCode(node);
    const take = (key: schemas.HolderKey) =>
      problemOf(client.call(routes.makeCode, { body: { deviceId: randomUUID(), keys: [key] } }));
    const { described } = makeSm2Key();
    expect(await take({ ...makeDeviceKey().described, suite: 'SM2-SM3' })).toBe('holder-key-invalid');
    expect(await take({ ...described, suite: 'ES256' })).toBe('holder-key-invalid');
    expect(await take({ ...described, y: described.x })).toBe('holder-key-invalid');
    expect(await take(described)).toBe('none');
  });
});

it('a checkpoint device signs with ES256 only', async () => {
  const staff = await signInStaff(node);
  const { enrolmentCode } = await staff.call(routes.createEnrolment, { body: { venue: venueAt('370102') } });
  const enrol = (key: schemas.HolderKey) =>
    problemOf(node.client.call(routes.enrolDevice, { body: { enrolmentCode, publicKey: key } }));
  expect(await enrol(makeSm2Key().described)).toBe('holder-key-invalid');
  expect(await enrol(makeDeviceKey().described)).toBe('none');
});
