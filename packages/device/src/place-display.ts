import { decodeBase64Url, displayPlaceCode } from '@tongxing/codec';
import { routes, type Client, type schemas } from '@tongxing/contract';
import type { Holdings, Kept } from './platform.ts';

/** What a display shows until it turns. */
export interface PlaceShown {
  readonly text: string;
  readonly venueName: string;
  readonly rotateSeconds: number;
}

export interface PlaceDisplayDeps {
  readonly client: Client;
  readonly keys: Pick<Holdings['keys'], 'sign'>;
  readonly kept: Kept;
  /** Seconds since 1970 by the node's clock. */
  readonly now: () => number;
}

/**
 * What this device shows at the door now. Its card is asked for again when half of its time is over; without a network the one before is
 * good until its end. @throws ProblemError, or what the network throws, where there is none
 */
export async function showPlace(deps: PlaceDisplayDeps): Promise<PlaceShown> {
  const now = deps.now();
  const { card, venueName, rotateSeconds } = await cardFor(deps, now);
  return { text: await displayPlaceCode(bytesOf(card), now, deps.keys.sign), venueName, rotateSeconds };
}

async function cardFor({ client, kept }: PlaceDisplayDeps, now: number): Promise<schemas.DisplayCard> {
  const held = await kept.get('display');
  if (held !== undefined && now < (secondsOf(held.serverTime) + secondsOf(held.expiresAt)) / 2) return held;
  try {
    const card = await client.call(routes.getDisplayCard, {});
    await kept.put('display', card);
    return card;
  } catch (error) {
    if (held === undefined || now >= secondsOf(held.expiresAt)) throw error;
    return held;
  }
}

function bytesOf(base64url: string): Uint8Array {
  const bytes = decodeBase64Url(base64url);
  if (bytes === undefined) throw new TypeError('no card');
  return bytes;
}

const secondsOf = (instant: string) => Math.floor(Date.parse(instant) / 1000);
