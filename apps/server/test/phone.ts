import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import { presentStrip } from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';

export interface DeviceKey {
  readonly described: schemas.HolderKey;
  readonly privateKey: KeyObject;
}

export interface HeldStrip {
  readonly bytes: Uint8Array;
  readonly key: DeviceKey;
}

export function makeDeviceKey(): DeviceKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  return { described: { suite: 'ES256', x, y }, privateKey };
}

/** Raw r‖s over the SHA-256 of the message. */
export function signWith({ privateKey }: DeviceKey, message: Uint8Array): Buffer {
  return sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}

/** Asks for a strip for each key. */
export async function takeStrips(
  client: Client,
  keys: readonly DeviceKey[] = [makeDeviceKey(), makeDeviceKey(), makeDeviceKey()],
  deviceId: string = randomUUID(),
): Promise<HeldStrip[]> {
  const body = { deviceId, keys: keys.map((key) => key.described) };
  const { strips } = await client.call(routes.makeCode, { body });
  return strips.map((text, at) => ({ bytes: Buffer.from(text, 'base64url'), key: keys[at] as DeviceKey }));
}

/** The text of the code at an instant. */
export function show({ bytes, key }: HeldStrip, at: Date): Promise<string> {
  return presentStrip(bytes, Math.floor(at.getTime() / 1000), async (message) => signWith(key, message));
}
