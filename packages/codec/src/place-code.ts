import { decodeBase45, encodeBase45 } from './base45.ts';
import { isBytes } from './bytes.ts';
import { encodeCbor, decodeCbor } from './cbor.ts';
import { sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { HOLDER_HEADER } from './holder-header.ts';
import { MAX_CODE_TEXT } from './presentation.ts';
import { externalAadOf } from './signing-context.ts';
import { isInstant } from './strip-claims.ts';
import { type PublicKey, type Sign, SIGNATURE_BYTES, type Suite } from './suites.ts';
import { type DecodedVenueCard, decodeVenueCard } from './venue-card.ts';

export const PLACE_PREFIX = 'TXV1:';

/** The rotating part of a place code: when the display made it, signed by the display. Nothing in it has been verified. */
export interface PlaceElement {
  /** Seconds since 1970, as the display said. */
  readonly time: number;
  readonly key: PublicKey;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** What a place shows. `element` is absent on a printed sign, which anybody may copy. */
export interface DecodedPlaceCode {
  readonly card: DecodedVenueCard;
  readonly element: PlaceElement | undefined;
}

const VERSIONED_PREFIX = /^TXV[0-9]{1,3}:/;

/** True where the text means to be a place code, of whatever version: for an app that reads several kinds with one camera. */
export function looksLikePlaceCode(text: string): boolean {
  return VERSIONED_PREFIX.test(text);
}

/**
 * The text that a display shows from `elementTime` (seconds) until it turns: its card and its signature over card and time.
 *
 * Rejects with the codes of `decodeVenueCard`, `invalid-claim` (the card of a printed sign has no display),
 * `time-out-of-range`, `invalid-signature-length`, `text-too-long`.
 */
export async function displayPlaceCode(card: Uint8Array, elementTime: number, sign: Sign): Promise<string> {
  const { display } = decodeVenueCard(card).claims;
  if (!display) throw new CodecError('invalid-claim');
  if (!isInstant(elementTime)) throw new CodecError('time-out-of-range');
  const signature = await sign(elementToBeSigned(card, elementTime, display.suite));
  if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
  return textOf([card, elementTime, signature]);
}

/** The text of a printed sign. Throws the codes of `decodeVenueCard`, `invalid-claim` for the card of a display. */
export function printPlaceCode(card: Uint8Array): string {
  if (decodeVenueCard(card).claims.display) throw new CodecError('invalid-claim');
  return textOf([card]);
}

/**
 * Decodes the text of a place code. The length is bounded before anything is decoded.
 *
 * Throws `text-too-long`, `unknown-prefix` (no place code of ours), `unknown-version`, Base45 codes, the codes of
 * `decodeVenueCard`, `malformed-place-code` (also for a display's card without its element, and a printed one with an element).
 */
export function decodePlaceCode(text: string): DecodedPlaceCode {
  if (typeof text !== 'string') throw new CodecError('unknown-prefix');
  if (text.length > MAX_CODE_TEXT) throw new CodecError('text-too-long');
  if (!text.startsWith(PLACE_PREFIX))
    throw new CodecError(looksLikePlaceCode(text) ? 'unknown-version' : 'unknown-prefix');
  const fields = decodeCbor(decodeBase45(text, PLACE_PREFIX.length));
  if (!Array.isArray(fields)) throw new CodecError('malformed-place-code');
  const [cardBytes, time, signature] = fields;
  if (!isBytes(cardBytes)) throw new CodecError('malformed-place-code');
  const card = decodeVenueCard(cardBytes);
  const key = card.claims.display;
  if (fields.length !== (key ? 3 : 1)) throw new CodecError('malformed-place-code');
  if (!key) return { card, element: undefined };
  if (!isInstant(time) || !isBytes(signature) || signature.length !== SIGNATURE_BYTES)
    throw new CodecError('malformed-place-code');
  return { card, element: { time, key, toBeSigned: elementToBeSigned(cardBytes, time, key.suite), signature } };
}

function elementToBeSigned(card: Uint8Array, time: number, suite: Suite): Uint8Array {
  return sigStructure1(HOLDER_HEADER[suite], externalAadOf('element'), encodeCbor([card, time]));
}

function textOf(fields: (Uint8Array | number)[]): string {
  const text = PLACE_PREFIX + encodeBase45(encodeCbor(fields));
  if (text.length > MAX_CODE_TEXT) throw new CodecError('text-too-long');
  return text;
}
