import { CodecError } from './errors.ts';
import { isSigned } from './is-signed.ts';
import { type DecodedPlaceCode, decodePlaceCode } from './place-code.ts';
import type { Verifier } from './suites.ts';
import type { TrustList } from './trust-list.ts';
import { findKey } from './trust-list-find.ts';
import type { VenueCardClaims } from './venue-card.ts';

/**
 * Why a place code proves no visit. `unreadable`: no place code, or of another version. `untrusted`: nobody who may has signed the
 * card. `expired`: the card is over. `forged`: the display's signature is missing. `old`: an earlier element, as on a picture.
 * `ahead`: an element of the future, so one of the two clocks is wrong.
 */
export type PlaceCodeFault = 'unreadable' | 'untrusted' | 'expired' | 'forged' | 'old' | 'ahead';

export interface PlaceCodeContext {
  /** The instant of the visit, seconds. */
  readonly at: number;
  readonly trustList: TrustList | undefined;
  /** How old an element may be, and how far ahead, in seconds. */
  readonly elementPast: number;
  readonly elementFuture: number;
}

/** `card` is there once its signature verified: nothing unverified is ever handed out. */
export interface PlaceCodeVerification {
  readonly fault: PlaceCodeFault | null;
  readonly card?: VenueCardClaims;
  /** When the display made the element, seconds; absent for a printed sign. */
  readonly elementTime?: number;
}

/**
 * Checks what a place shows, at the instant of the visit. Never rejects for what is in the text.
 *
 * First shape, then the node's signature, then the display's: an element is judged by its age only once it is known to be one. A printed
 * sign has no fault of its own; that it proves little is the caller's to know.
 */
export async function verifyPlaceCode(
  text: string,
  context: PlaceCodeContext,
  verifier: Verifier,
): Promise<PlaceCodeVerification> {
  let code: DecodedPlaceCode;
  try {
    code = decodePlaceCode(text);
  } catch (error) {
    if (error instanceof CodecError) return { fault: 'unreadable' };
    throw error;
  }
  const { card, element } = code;
  const { at, trustList } = context;
  const search = trustList && findKey(trustList, card.kid, 'strip', card.claims.issuer, at);
  const trusted = search?.found === true && search.key.suite === card.suite;
  if (!trusted || !(await isSigned(verifier, search.key, card))) return { fault: 'untrusted' };
  const signed = { card: card.claims };
  if (at < card.claims.issuedAt - context.elementFuture || at >= card.claims.expiresAt)
    return { fault: 'expired', ...signed };
  if (element === undefined) return { fault: null, ...signed };
  if (!(await isSigned(verifier, element.key, element))) return { fault: 'forged', ...signed };
  const elementTime = element.time;
  if (elementTime < at - context.elementPast) return { fault: 'old', ...signed, elementTime };
  if (elementTime > at + context.elementFuture) return { fault: 'ahead', ...signed, elementTime };
  return { fault: null, ...signed, elementTime };
}
