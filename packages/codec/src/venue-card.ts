import { isBytes } from './bytes.ts';
import { type CborInput, type CborMap, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { decodeConfirmation, encodeConfirmation } from './confirmation.ts';
import { decodeSign1, encodeSign1, sigStructure1 } from './cose.ts';
import { isDivision } from './division.ts';
import { CodecError, type CodecErrorCode } from './errors.ts';
import { decodeIssuerHeader, encodeIssuerHeader, type Issuer } from './issuer-header.ts';
import { externalAadOf } from './signing-context.ts';
import { isInstant, isPublicKey } from './strip-claims.ts';
import { type PublicKey, SIGNATURE_BYTES, type Suite } from './suites.ts';
import { utf8Length } from './utf8.ts';

/** What a node says of a sign that stands at a venue. Instants are whole seconds since 1970-01-01T00:00:00Z. */
export interface VenueCardClaims {
  /** Division code of the issuing node. */
  readonly issuer: string;
  /** Which sign it is; a venue has several, and each is taken back by itself. 16 bytes. */
  readonly signId: Uint8Array;
  /** 16 bytes. */
  readonly venueId: Uint8Array;
  /** As people see it before the node answers; at most `VENUE_NAME_BYTES` of UTF-8. */
  readonly venueName: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The key of the display that signs the rotating element. Absent for a printed sign. */
  readonly display?: PublicKey;
}

/** A venue card whose shape is right. Nothing in it has been verified; byte strings are views into `bytes`. */
export interface DecodedVenueCard {
  readonly claims: VenueCardClaims;
  readonly kid: Uint8Array;
  readonly suite: Suite;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface PreparedVenueCard {
  readonly toBeSigned: Uint8Array;
  /** The card. Throws `invalid-signature-length` unless `signature` is r‖s, 64 bytes. */
  finish(signature: Uint8Array): Uint8Array;
}

/** 28 Chinese characters: with a display of any suite the place code still fits 600 characters. */
export const VENUE_NAME_BYTES = 84;

/** CWT claims (RFC 8392 §4, RFC 8747 §3.1): `cti` names the sign. One private claim: the venue and its name. */
const CLAIM = { iss: 1, exp: 4, iat: 6, cti: 7, cnf: 8, venue: -65538 } as const;
const ID_BYTES = 16;
const MAX_CARD_BYTES = 400;
const NO_HEADER: CborMap = new Map();

/**
 * Encodes a venue card up to its signature: COSE_Sign1 over CWT claims, deterministic CBOR. The node signs it with a key for strips;
 * the context `venue-card` in external_aad keeps the two apart.
 *
 * Throws `invalid-division`, `time-out-of-range`, `name-too-long`, `kid-too-long`, `invalid-key`, `invalid-claim`, `invalid-utf8`.
 */
export function prepareVenueCard(claims: VenueCardClaims, issuer: Issuer): PreparedVenueCard {
  const fault = faultOfCard(claims);
  if (fault) throw new CodecError(fault);
  const header = encodeIssuerHeader(issuer);
  const payload = encodeCbor(claimsMap(claims));
  return {
    toBeSigned: sigStructure1(header, externalAadOf('venue-card'), payload),
    finish(signature) {
      if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
      return encodeSign1({ protected: header, unprotected: NO_HEADER }, payload, signature);
    },
  };
}

/**
 * Decodes a venue card. There is exactly one encoding of each card and nothing may be added to it.
 *
 * Throws CBOR and COSE codes, `unknown-suite`, `malformed-venue-card`.
 */
export function decodeVenueCard(bytes: Uint8Array): DecodedVenueCard {
  const message = decodeSign1(bytes, { tagged: 'required', maxBytes: MAX_CARD_BYTES });
  const { suite, kid } = decodeIssuerHeader(message, 'malformed-venue-card');
  const { payload, signature } = message;
  if (payload === null || signature.length !== SIGNATURE_BYTES) throw malformed('shape');
  const claims = decodeClaims(decodeCbor(payload));
  const fault = faultOfCard(claims);
  if (fault) throw malformed(fault);
  const toBeSigned = sigStructure1(message.protectedBytes, externalAadOf('venue-card'), payload);
  return { claims, kid, suite, toBeSigned, signature, bytes };
}

function claimsMap(claims: VenueCardClaims): CborInput {
  return new Map<number, CborInput>([
    [CLAIM.iss, claims.issuer],
    [CLAIM.exp, claims.expiresAt],
    [CLAIM.iat, claims.issuedAt],
    [CLAIM.cti, claims.signId],
    ...(claims.display ? [[CLAIM.cnf, encodeConfirmation(claims.display)] as const] : []),
    [CLAIM.venue, [claims.venueId, claims.venueName]],
  ]);
}

function decodeClaims(map: CborValue): VenueCardClaims {
  if (!(map instanceof Map)) throw malformed('claims');
  const confirmation = map.get(CLAIM.cnf);
  const venue = map.get(CLAIM.venue);
  if (map.size !== (confirmation === undefined ? 5 : 6)) throw malformed('claims');
  if (!Array.isArray(venue) || venue.length !== 2) throw malformed('venue');
  // Of whatever kind they are: `faultOfCard` looks at each.
  return {
    issuer: map.get(CLAIM.iss),
    signId: map.get(CLAIM.cti),
    venueId: venue[0],
    venueName: venue[1],
    issuedAt: map.get(CLAIM.iat),
    expiresAt: map.get(CLAIM.exp),
    ...(confirmation === undefined ? {} : { display: decodeConfirmation(confirmation, 'malformed-venue-card') }),
  } as VenueCardClaims;
}

/** The first thing wrong with `claims`, or undefined. One list of rules for the issuer and for the reader. */
function faultOfCard(claims: VenueCardClaims): CodecErrorCode | undefined {
  const { issuer, signId, venueId, venueName, issuedAt, expiresAt, display } = claims;
  if (!isDivision(issuer)) return 'invalid-division';
  if (!isId(signId) || !isId(venueId)) return 'invalid-claim';
  if (typeof venueName !== 'string' || venueName === '') return 'invalid-claim';
  if (utf8Length(venueName) > VENUE_NAME_BYTES) return 'name-too-long';
  if (!isInstant(issuedAt) || !isInstant(expiresAt) || issuedAt >= expiresAt) return 'time-out-of-range';
  return display === undefined || isPublicKey(display) ? undefined : 'invalid-key';
}

function isId(value: unknown): boolean {
  return isBytes(value) && value.length === ID_BYTES;
}

function malformed(part: string): CodecError {
  return new CodecError('malformed-venue-card', `malformed-venue-card: ${part}`);
}
