import { decodeBase45, decodeCode, encodeBase45, presentStrip } from '@tongxing/codec';
import { sign } from '@tongxing/codec/es256';
import type { HeldStrip } from './phone.ts';

const prefix = 'TX1:';

/** The code with one bit of the issuer's signature turned over. */
export function changeByte(text: string): string {
  const bytes = decodeBase45(text.slice(prefix.length));
  const strip = decodeCode(text).strip.bytes;
  const start = bytes.findIndex((_, at) => strip.every((byte, offset) => bytes[at + offset] === byte));
  const place = start + strip.length - 10;
  return prefix + encodeBase45(bytes.map((byte, at) => (at === place ? byte ^ 1 : byte)));
}

/** Somebody else shows this strip, which does not belong to any key of hers. */
export function showAsSomebodyElse({ strip }: HeldStrip, now: number): Promise<string> {
  return presentStrip(strip, now, sign(crypto.getRandomValues(new Uint8Array(32))));
}
