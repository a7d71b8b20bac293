import { decodeStrip, presentStrip } from '@tongxing/codec';
import { publicKey, sign } from '@tongxing/codec/es256';
import { routes } from '@tongxing/contract';
import { node } from '@/api/node';
import { keepOf } from '@/store/acting';
import { getKept, keep, type HeldStrip } from '@/store/kept';
import { vendor } from '@/vendor';
import { fromBase64Url, toBase64Url } from './base64';
import { uuidOf } from './uuid';

/** The node tells whole seconds: two clocks that agree seem up to a second apart. */
const alikeMs = 2000;
const usualDays = 3;
const dayMs = 86_400_000;

/** Milliseconds since 1970 by the clock of the node, as this device last learned it. */
export function now(): number {
  return Date.now() + getKept().offsetMs;
}

/** The strip to show now; undefined when none is valid. */
export function stripNow(strips: readonly HeldStrip[], at: number): HeldStrip | undefined {
  return strips.find(({ notBefore, expiresAt }) => notBefore * 1000 <= at && at < expiresAt * 1000);
}

/** Until when the code can be shown without ever asking anybody: milliseconds since 1970. */
export function showsUntil(strips: readonly HeldStrip[]): number {
  return Math.max(0, ...strips.map(({ expiresAt }) => expiresAt * 1000));
}

/** The text of the QR code: the strip with a fresh signature over this very instant. Nobody is asked. */
export function present(held: HeldStrip, at: number): Promise<string> {
  return presentStrip(fromBase64Url(held.strip), Math.floor(at / 1000), sign(fromBase64Url(held.key)));
}

/** Takes strips for keys made here, for the days the province signs ahead. Those held stay until the new ones are stored. */
export async function takeStrips(): Promise<void> {
  const { province, deviceId = uuidOf(await vendor.random(16)), actingFor: whom } = getKept();
  const client = node();
  // Kept before it is told: a phone whose answer was lost is not another phone the next time.
  keep({ deviceId });
  const keys: Uint8Array[] = [];
  for (let day = 0; day < (province?.stripDaysAhead ?? usualDays); day += 1) keys.push(await vendor.random(32));
  const batch = await client.call(routes.makeCode, { body: { deviceId, keys: keys.map(describeKey) } });
  const offset = Date.parse(batch.serverTime) - Date.now();
  keep({ offsetMs: Math.abs(offset) < alikeMs ? 0 : offset });
  keepOf(whom, {
    strips: batch.strips.map((strip, position) => {
      const { notBefore, expiresAt } = decodeStrip(fromBase64Url(strip)).claims;
      return { strip, key: toBase64Url(keys[position] as Uint8Array), notBefore, expiresAt };
    }),
  });
}

/** Whether to take strips when there is a network: few days are left of those held. */
export function needsStrips(strips: readonly HeldStrip[], at: number): boolean {
  return showsUntil(strips) < at + dayMs;
}

function describeKey(privateKey: Uint8Array) {
  const { x, y } = publicKey(privateKey);
  return { suite: 'ES256' as const, x: toBase64Url(x), y: toBase64Url(y) };
}
