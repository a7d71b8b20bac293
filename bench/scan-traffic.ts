import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { presentStrip } from '@tongxing/codec';
import { type Client, createClient, routes } from '@tongxing/contract';
import type { NodeUnderLoad } from './node-under-load.ts';
import { createKeyPair, type KeyPair, signWith } from './province.ts';

/** A strip as a phone holds it. */
export interface HeldStrip {
  readonly bytes: Uint8Array;
  readonly key: KeyPair;
}

/** An enrolled device of a checkpoint in Jinan. */
export interface CheckpointDevice {
  readonly client: Client;
  readonly token: string;
  /** Signs a batch, r ‖ s. */
  sign(batch: Uint8Array): Uint8Array;
}

/** Strips of today, `each` for every person, every one for a key and with an index of its own. */
export async function takeStrips(clients: readonly Client[], each: number): Promise<HeldStrip[]> {
  const ofOne = async (client: Client): Promise<HeldStrip[]> => {
    const deviceId = randomUUID();
    const held: HeldStrip[] = [];
    for (let n = 0; n < each; n += 1) {
      const key = createKeyPair();
      const { x, y } = key.publicKey;
      const described = { suite: 'ES256' as const, x: text(x), y: text(y) };
      const { strips } = await client.call(routes.makeCode, { body: { deviceId, keys: [described] } });
      held.push({ bytes: Buffer.from(strips[0] ?? '', 'base64url'), key });
    }
    return held;
  };
  return (await Promise.all(clients.map(ofOne))).flat();
}

/** The oldest display a checkpoint takes is 90 seconds old, the newest 30 ahead: with room for the time it takes to be sent. */
const oldest = 45;
const newest = 20;

/** Displays of the strips in turn, no two with the same index and time. */
export function createDisplays(strips: readonly HeldStrip[]): (count: number) => Promise<string[]> {
  const last = new Map<HeldStrip, number>();
  let turn = 0;
  return async (count) => {
    const now = Math.floor(Date.now() / 1000);
    const texts: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const strip = strips[turn++ % strips.length]!;
      const time = Math.max((last.get(strip) ?? 0) + 1, now - oldest);
      if (time > now + newest) throw new Error(`${strips.length} strips are too few for so many displays`);
      last.set(strip, time);
      texts.push(await presentStrip(strip.bytes, time, (message) => signWith(strip.key, message)));
    }
    return texts;
  };
}

/** Each for a venue of its own. */
export async function enrolDevices({ url, admin }: NodeUnderLoad, count: number): Promise<CheckpointDevice[]> {
  const anonymous = createClient(url, fetch);
  const { token } = await anonymous.call(routes.staffSignIn, { body: admin });
  const staff = anonymous.as(token);
  return Promise.all(Array.from({ length: count }, () => enrol(anonymous, staff)));
}

async function enrol(anonymous: Client, staff: Client): Promise<CheckpointDevice> {
  const venue = { name: '虚拟商场东门', placeType: 'mall' as const, division: '370102' };
  const { enrolmentCode } = await staff.call(routes.createEnrolment, { body: { venue } });
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const body = { enrolmentCode, publicKey: { suite: 'ES256' as const, x, y } };
  const { token } = await anonymous.call(routes.enrolDevice, { body });
  return { client: anonymous.as(token), token, sign: (batch) => signBatch(privateKey, batch) };
}

function signBatch(key: KeyObject, batch: Uint8Array): Uint8Array {
  return sign('sha256', batch, { key, dsaEncoding: 'ieee-p1363' });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
