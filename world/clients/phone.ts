import { randomBytes, randomUUID } from 'node:crypto';
import { decodeStrip, presentStrip, signVisit } from '@tongxing/codec';
import { publicKey, sign } from '@tongxing/codec/es256';
import { routes, type Client, type schemas } from '@tongxing/contract';

interface HeldStrip {
  readonly strip: Uint8Array;
  readonly key: Uint8Array;
  readonly notBefore: number;
  readonly expiresAt: number;
}

/**
 * A person's phone as the citizen's app will be: it makes its own keys, takes strips for them while it has a network, and shows the
 * code with nothing but what it holds. Signatures in pure JavaScript, as in a mini-program.
 */
export interface Phone {
  readonly deviceId: string;
  /** The strips it holds, newest batch last. */
  readonly strips: readonly HeldStrip[];
  takeStrips(client: Client, days?: number): Promise<number>;
  /**
   * The text of the QR code at an instant, in seconds since 1970 by its own clock; now, where none is given. No network, no server.
   * @throws Error when no strip is valid then
   */
  show(instant?: number): Promise<string>;
  /** A visit to the place whose code it scans now, as it is sent. @throws Error when no strip is valid then */
  visit(placeText: string): Promise<schemas.VisitRegistration>;
}

/** Seconds since 1970 by this machine. */
export const machineClock = () => Math.floor(Date.now() / 1000);

/** @param clock what the phone's own clock says, in seconds since 1970; it may be wrong */
export function createPhone(clock: () => number = machineClock): Phone {
  const deviceId = randomUUID();
  let strips: HeldStrip[] = [];
  // What its own clock has to be corrected by, as the node's time at the last contact showed. The phone knows no other truth.
  let correction = 0;
  const validAt = (now: number): HeldStrip => {
    const held = strips.find(({ notBefore, expiresAt }) => notBefore <= now && now < expiresAt);
    if (held === undefined) throw new Error('the phone holds no strip that is valid now');
    return held;
  };
  return {
    deviceId,
    get strips() {
      return strips;
    },
    async takeStrips(client, days = 3) {
      const keys = Array.from({ length: days }, () => randomPrivateKey());
      const batch = await client.call(routes.makeCode, {
        body: { deviceId, keys: keys.map((key) => describe(publicKey(key))) },
      });
      correction = Date.parse(batch.serverTime) / 1000 - clock();
      strips = batch.strips.map((text, position) => {
        const strip = new Uint8Array(Buffer.from(text, 'base64url'));
        const { notBefore, expiresAt } = decodeStrip(strip).claims;
        return { strip, key: keys[position] as Uint8Array, notBefore, expiresAt };
      });
      return strips.length;
    },
    async show(instant = clock()) {
      const now = instant + correction;
      const held = validAt(now);
      return presentStrip(held.strip, now, sign(held.key));
    },
    async visit(text) {
      const now = clock() + correction;
      const held = validAt(now);
      const signed = await signVisit(held.strip, text, now, sign(held.key));
      return { text, visit: Buffer.from(signed).toString('base64url') };
    },
  };
}

/** 256 random bits; as good as never zero or beyond the order of the curve, which the library would refuse. */
export function randomPrivateKey(): Uint8Array {
  return new Uint8Array(randomBytes(32));
}

export function describe({ x, y }: { x: Uint8Array; y: Uint8Array }) {
  return { suite: 'ES256' as const, x: Buffer.from(x).toString('base64url'), y: Buffer.from(y).toString('base64url') };
}
