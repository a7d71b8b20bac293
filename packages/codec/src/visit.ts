import { isBytes } from './bytes.ts';
import { decodeCbor, encodeCbor } from './cbor.ts';
import { sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { HOLDER_HEADER } from './holder-header.ts';
import { isSigned } from './is-signed.ts';
import { type DecodedPlaceCode, decodePlaceCode } from './place-code.ts';
import { externalAadOf } from './signing-context.ts';
import { isInstant } from './strip-claims.ts';
import { type DecodedStrip, decodeStrip } from './strip-decode.ts';
import { type PublicKey, type Sign, SIGNATURE_BYTES, type Suite, type Verifier } from './suites.ts';
import type { TrustList } from './trust-list.ts';
import { findKey } from './trust-list-find.ts';

/** A visit as the phone signed it. Nothing in it has been verified. */
export interface DecodedVisit {
  readonly strip: DecodedStrip;
  readonly holder: PublicKey;
  /** Seconds since 1970, as the phone said. */
  readonly visitTime: number;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** A strip, a time and a signature. */
const MAX_VISIT_BYTES = 480;

/**
 * Signs that the holder of `strip` was where `placeText` was shown, at `visitTime` (seconds). Covers the venue's card and the element,
 * so it stands for no other place and no other moment. Needs no network; what is sent is the result beside the text.
 *
 * Rejects with the codes of `decodeStrip` and `decodePlaceCode`, `invalid-claim` (a paper strip has no holder key),
 * `time-out-of-range`, `invalid-signature-length`.
 */
export async function signVisit(
  strip: Uint8Array,
  placeText: string,
  visitTime: number,
  sign: Sign,
): Promise<Uint8Array> {
  const { holder } = decodeStrip(strip).claims;
  if (!holder) throw new CodecError('invalid-claim');
  if (!isInstant(visitTime)) throw new CodecError('time-out-of-range');
  const signature = await sign(visitToBeSigned(decodePlaceCode(placeText), visitTime, holder.suite));
  if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
  return encodeCbor([strip, visitTime, signature]);
}

/** Decodes what `signVisit` made for `place`. Throws CBOR codes, the codes of `decodeStrip`, `malformed-visit`. */
export function decodeVisit(bytes: Uint8Array, place: DecodedPlaceCode): DecodedVisit {
  const fields = decodeCbor(bytes, { maxBytes: MAX_VISIT_BYTES });
  if (!Array.isArray(fields) || fields.length !== 3) throw new CodecError('malformed-visit');
  const [stripBytes, visitTime, signature] = fields;
  if (!isBytes(stripBytes) || !isInstant(visitTime)) throw new CodecError('malformed-visit');
  if (!isBytes(signature) || signature.length !== SIGNATURE_BYTES) throw new CodecError('malformed-visit');
  const strip = decodeStrip(stripBytes);
  const { holder } = strip.claims;
  if (!holder) throw new CodecError('malformed-visit');
  return { strip, holder, visitTime, toBeSigned: visitToBeSigned(place, visitTime, holder.suite), signature };
}

/** True where a trusted node signed the strip, it was good at the time of the visit, and its holder signed the visit. */
export async function verifyVisit(
  visit: DecodedVisit,
  trustList: TrustList | undefined,
  verifier: Verifier,
): Promise<boolean> {
  const { strip, holder, visitTime } = visit;
  const { claims, kid, suite } = strip;
  if (visitTime < claims.notBefore || visitTime >= claims.expiresAt) return false;
  const search = trustList && findKey(trustList, kid, 'strip', claims.issuer, visitTime);
  if (!search?.found || search.key.suite !== suite) return false;
  const signed = await Promise.all([isSigned(verifier, search.key, strip), isSigned(verifier, holder, visit)]);
  return signed.every(Boolean);
}

function visitToBeSigned({ card, element }: DecodedPlaceCode, visitTime: number, suite: Suite): Uint8Array {
  const covered = encodeCbor([card.bytes, element?.time ?? null, visitTime]);
  return sigStructure1(HOLDER_HEADER[suite], externalAadOf('visit'), covered);
}
