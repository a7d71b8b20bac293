import {
  decodeBase64Url,
  fallbackInForce,
  verifyFallbackOrder,
  verifyFallbackWord,
  type FallbackInForce,
  type FallbackOrder,
  type FallbackWord,
  type TrustList,
  type Verifier,
} from '@tongxing/codec';
import type { schemas } from '@tongxing/contract';
import type { Knowledge } from './knowledge.ts';

/** The order of the province for when its node cannot be reached, and what the node last said about it. */
export interface HeldFallback {
  readonly order: FallbackOrder;
  readonly word: FallbackWord | undefined;
}

/**
 * Verifies the order that came with the profile.
 * @param held what the device holds already: an older order or word is refused
 * @throws CodecError
 */
export async function openFallback(
  { fallback, division }: Pick<schemas.CheckpointProfile, 'fallback' | 'division'>,
  trustList: TrustList,
  now: number,
  verifier: Verifier,
  held: HeldFallback | undefined,
): Promise<HeldFallback | undefined> {
  if (fallback === null) return held;
  const required = { trustList, division, now };
  const bytes = (text: string) => decodeBase64Url(text) ?? new Uint8Array();
  const least = { order: held?.order.version ?? 0, word: held?.word?.number ?? 0 };
  const order = await verifyFallbackOrder(bytes(fallback.order), { ...required, atLeast: least.order }, verifier);
  if (fallback.word === null) return { order, word: held?.word };
  const word = await verifyFallbackWord(bytes(fallback.word), { ...required, atLeast: least.word }, verifier);
  return { order, word };
}

/** An order that applies. */
export interface AppliedFallback extends FallbackInForce {
  readonly order: FallbackOrder;
}

/**
 * The order, where it applies now: the node has said so, or nothing was heard of it for the order's time.
 * @param now seconds since 1970 by the device's own clock
 */
export function fallbackNow(
  { fallback, lastContact, clockAhead }: Pick<Knowledge, 'fallback' | 'lastContact' | 'clockAhead'>,
  now: number,
): AppliedFallback | undefined {
  if (fallback === undefined) return undefined;
  const { order, word } = fallback;
  const inForce = fallbackInForce(order, { now: now - clockAhead, lastContact, word });
  return inForce && { ...inForce, order };
}
