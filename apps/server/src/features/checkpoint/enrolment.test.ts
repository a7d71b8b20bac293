import { readFile } from 'node:fs/promises';
import { rootsFingerprint } from '@tongxing/codec';
import { sha256 } from '@tongxing/codec/es256';
import { routes } from '@tongxing/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolCheckpoint, revoke, signInStaff, venueAt } from '../../../test/checkpoint.ts';
import { problemOf } from '../../../test/inject.ts';
import { day } from '../../../test/manual-clock.ts';
import { openTestNode, type TestNode } from '../../../test/node.ts';
import { makeDeviceKey } from '../../../test/phone.ts';
import { dumpTables } from '../../../test/tables.ts';

let node: TestNode;
beforeAll(async () => {
  node = await openTestNode({ division: '140000' });
});
afterAll(() => node.close());

async function newCode(division = '140105') {
  const staff = await signInStaff(node);
  return staff.call(routes.createEnrolment, { body: { venue: venueAt(division) } });
}
const enrol = (enrolmentCode: string, publicKey = makeDeviceKey().described) =>
  node.client.call(routes.enrolDevice, { body: { enrolmentCode, publicKey } });

describe('an enrolment code', () => {
  it('enrols one device for its venue', async () => {
    const { enrolmentCode, venueId } = await newCode();
    const device = await enrol(enrolmentCode);
    expect(device.venueId).toBe(venueId);
    expect(await problemOf(enrol(enrolmentCode))).toBe('enrolment-invalid');
  });

  it('names the root keys and the threshold that the node was set up with', async () => {
    const { rootsFile, threshold } = node.context.config.trust;
    const file = JSON.parse(await readFile(rootsFile, 'utf8')) as { kid: string; x: string; y: string }[];
    const keys = file.map(({ kid, x, y }) => ({
      kid: Buffer.from(kid, 'hex'),
      key: { suite: 'ES256' as const, x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') },
    }));
    const { rootsFingerprint: named } = await newCode();
    expect(named).toBe(rootsFingerprint({ keys, threshold }, sha256));
    expect(named).not.toBe(rootsFingerprint({ keys, threshold: threshold + 1 }, sha256));
  });

  it('enrols one device when two come at the same time', async () => {
    const { enrolmentCode } = await newCode();
    const answers = await Promise.all([problemOf(enrol(enrolmentCode)), problemOf(enrol(enrolmentCode))]);
    expect(answers.toSorted()).toEqual(['enrolment-invalid', 'none']);
  });

  it('is good for a day', async () => {
    const [inTime, late] = [await newCode(), await newCode()];
    expect(Date.parse(inTime.expiresAt) - node.clock.now().getTime()).toBe(day * 1000);
    node.clock.forward(day - 1);
    expect(await problemOf(enrol(inTime.enrolmentCode))).toBe('none');
    node.clock.forward(1);
    expect(await problemOf(enrol(late.enrolmentCode))).toBe('enrolment-invalid');
  });

  it('is not used up by a key that is not on the curve', async () => {
    const { enrolmentCode } = await newCode();
    const key = makeDeviceKey().described;
    expect(await problemOf(enrol(enrolmentCode, { ...key, y: key.x }))).toBe('holder-key-invalid');
    expect(await problemOf(enrol(enrolmentCode, key))).toBe('none');
  });

  it('that nobody made enrols nobody', async () => {
    expect(await problemOf(enrol('A'.repeat(43)))).toBe('enrolment-invalid');
  });

  it('is not in the database', async () => {
    const { enrolmentCode } = await newCode();
    const dump = await dumpTables(node.context.db);
    expect(dump).not.toContain(enrolmentCode);
    expect(dump).not.toContain(Buffer.from(enrolmentCode, 'base64url').toString('hex'));
  });
});

describe('the profile of a checkpoint', () => {
  it('has all it needs to judge without a network, as the province says [M43]', async () => {
    const { client, venueId } = await enrolCheckpoint(node, '140105');
    const profile = await client.call(routes.getCheckpointProfile, {});
    expect(profile).toMatchObject({
      division: '140105',
      venueId,
      collection: null,
      rules: { displayPast: 90, displayFuture: 30, asOfLimit: 14_400, staleDisplay: 'stop', foreignGreen: 'pass' },
    });
    expect(Date.parse(profile.serverTime)).toBe(node.clock.now().getTime());
  });

  it('is refused to a revoked device', async () => {
    const checkpoint = await enrolCheckpoint(node);
    await revoke(node, checkpoint);
    expect(await problemOf(checkpoint.client.call(routes.getCheckpointProfile, {}))).toBe('device-revoked');
  });
});

describe('revoking a device', () => {
  it('is for the administrator of its division: to others it is not there, and it goes on working', async () => {
    const checkpoint = await enrolCheckpoint(node, '140105');
    const account = { username: 'admin-of-datong', password: 'a password of Datong' };
    const province = await signInStaff(node);
    await province.call(routes.createStaff, { body: { ...account, role: 'admin', division: '140200' } });
    const datong = await signInStaff(node, account);
    const params = { deviceId: checkpoint.deviceId };
    expect(await problemOf(datong.call(routes.revokeDevice, { params }))).toBe('not-found');
    expect(await problemOf(checkpoint.client.call(routes.getCheckpointProfile, {}))).toBe('none');
  });

  it('of a device that does not exist is answered in the same way', async () => {
    const params = { deviceId: '019aa2f4-7c1e-7000-8000-000000000001' };
    expect(await problemOf((await signInStaff(node)).call(routes.revokeDevice, { params }))).toBe('not-found');
  });
});
