import { decodeStrip, encodeBase64Url, presentStrip } from '@tongxing/codec';
import { publicKey, sign } from '@tongxing/codec/es256';
import { routes, type Client } from '@tongxing/contract';
import { fromBase64Url } from './base64url.ts';

const daysAhead = 3;

export interface HeldStrip {
  readonly strip: Uint8Array;
  readonly key: Uint8Array;
  readonly notBefore: number;
  readonly expiresAt: number;
}

/** A phone that holds strips in memory, each with a key of its own making, and shows the code with nothing else. */
export interface Phone {
  readonly strips: readonly HeldStrip[];
  readonly refreshSeconds: number;
  /** Takes strips for the coming days. The one thing for which it needs a network. */
  takeStrips(client: Client, deviceId: string): Promise<void>;
  /** Seconds since 1970 by the clock of the node, as the phone last learned it. */
  now(): number;
  /** The strip to show at an instant; undefined when none is valid then. */
  stripAt(now: number): HeldStrip | undefined;
  /** The text of the QR code: the strip with a fresh signature over this very instant. @throws Error without a valid strip */
  show(now: number): Promise<string>;
  /** Until when codes can be shown without ever asking anybody (seconds). */
  showsUntil(): number;
}

export function createPhone(): Phone {
  let strips: HeldStrip[] = [];
  let offsetMs = 0;
  let refreshSeconds = 30;
  const stripAt = (now: number) => strips.find(({ notBefore, expiresAt }) => notBefore <= now && now < expiresAt);
  return {
    get strips() {
      return strips;
    },
    get refreshSeconds() {
      return refreshSeconds;
    },
    async takeStrips(client, deviceId) {
      const keys = Array.from({ length: daysAhead }, () => crypto.getRandomValues(new Uint8Array(32)));
      const batch = await client.call(routes.makeCode, { body: { deviceId, keys: keys.map(describeKey) } });
      const offset = Date.parse(batch.serverTime) - Date.now();
      // The node tells whole seconds: two clocks that agree seem up to a second apart.
      offsetMs = Math.abs(offset) < 2000 ? 0 : offset;
      refreshSeconds = batch.display.refreshSeconds;
      strips = batch.strips.map((text, position) => {
        const strip = fromBase64Url(text);
        const { notBefore, expiresAt } = decodeStrip(strip).claims;
        return { strip, key: keys[position] as Uint8Array, notBefore, expiresAt };
      });
    },
    now: () => Math.floor((Date.now() + offsetMs) / 1000),
    stripAt,
    async show(now) {
      const held = stripAt(now);
      if (held === undefined) throw new Error('the phone holds no strip that is valid now');
      return presentStrip(held.strip, now, sign(held.key));
    },
    showsUntil: () => Math.max(0, ...strips.map(({ expiresAt }) => expiresAt)),
  };
}

export function describeKey(privateKey: Uint8Array) {
  const { x, y } = publicKey(privateKey);
  return { suite: 'ES256' as const, x: encodeBase64Url(x), y: encodeBase64Url(y) };
}
