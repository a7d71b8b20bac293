import { randomUUID } from 'node:crypto';
import { routes, type BodyOf, type Client, type schemas } from '@tongxing/contract';
import { admin, type TestNode } from './node.ts';
import { makeDeviceKey, signWith, type DeviceKey } from './phone.ts';

export interface Checkpoint {
  readonly client: Client;
  readonly token: string;
  readonly deviceId: string;
  readonly venueId: string;
  readonly key: DeviceKey;
}

export async function signInStaff(
  node: TestNode,
  account: { username: string; password: string } = admin,
): Promise<Client> {
  const { username, password } = account;
  const { token } = await node.client.call(routes.staffSignIn, { body: { username, password } });
  return node.client.as(token);
}

export function venueAt(division: string) {
  return { name: '虚拟商场东门', placeType: 'mall' as const, division };
}

type Venue = BodyOf<typeof routes.createEnrolment>['venue'];

/** A device enrolled for a new venue by the administrator. */
export async function enrolCheckpoint(
  node: TestNode,
  division: string = node.division === '140000' ? '140105' : '370102',
  door: Venue['placeType'] = 'mall',
): Promise<Checkpoint> {
  const staff = await signInStaff(node);
  const { enrolmentCode } = await staff.call(routes.createEnrolment, {
    body: { venue: { ...venueAt(division), placeType: door } },
  });
  const key = makeDeviceKey();
  const body = { enrolmentCode, publicKey: key.described };
  const { token, deviceId, venueId } = await node.client.call(routes.enrolDevice, { body });
  return { client: node.client.as(token), token, deviceId, venueId, key };
}

export function verify({ client }: Checkpoint, text: string): Promise<schemas.VerificationResult> {
  return client.call(routes.verifyCode, { body: { scanId: randomUUID(), text } });
}

/** A batch as the device signs it: JSON, or any text a test wants to try. */
export function signBatch({ key }: Checkpoint, batch: schemas.ScanBatch | string) {
  const payload = Buffer.from(typeof batch === 'string' ? batch : JSON.stringify(batch));
  return { payload: payload.toString('base64url'), signature: signWith(key, payload).toString('base64url') };
}

/** The administrator revokes a device: lost, stolen, or no longer used. */
export async function revoke(node: TestNode, { deviceId }: Checkpoint): Promise<void> {
  const staff = await signInStaff(node);
  await staff.call(routes.revokeDevice, { params: { deviceId } });
}
