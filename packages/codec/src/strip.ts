import { type CborInput, type CborMap, encodeCbor } from './cbor.ts';
import { encodeSign1, sigStructure1 } from './cose.ts';
import { encodeConfirmation } from './confirmation.ts';
import { CodecError } from './errors.ts';
import { encodeIssuerHeader, type Issuer } from './issuer-header.ts';
import { COLOURS, faultOfClaims, KEY_MAKERS, STRIP_KINDS, type StripClaims } from './strip-claims.ts';
import { SIGNATURE_BYTES } from './suites.ts';

/** Claim keys: CWT (RFC 8392 §4, RFC 8747 §3.1), Token Status List, and one private claim. */
export const CLAIM = { iss: 1, exp: 4, nbf: 5, iat: 6, cnf: 8, status: 65535, code: -65537 } as const;

/** Something to be signed elsewhere: many `toBeSigned` can go to the signer in one batch. */
export interface PreparedStrip {
  readonly toBeSigned: Uint8Array;
  /** The strip. Throws `invalid-signature-length` unless `signature` is r‖s, 64 bytes. */
  finish(signature: Uint8Array): Uint8Array;
}

const NO_AAD = new Uint8Array(0);
const NO_HEADER: CborMap = new Map();

/**
 * Encodes a strip up to its signature: COSE_Sign1 over CWT claims, deterministic CBOR.
 *
 * Throws `invalid-division`, `time-out-of-range`, `index-out-of-range`, `status-uri-too-long`, `name-too-long`,
 * `kid-too-long` (also for an empty kid), `invalid-key`, `invalid-claim`, `invalid-utf8`.
 */
export function prepareStrip(claims: StripClaims, issuer: Issuer): PreparedStrip {
  const fault = faultOfClaims(claims);
  if (fault) throw new CodecError(fault);
  const header = encodeIssuerHeader(issuer);
  const payload = encodeCbor(claimsMap(claims));
  return {
    toBeSigned: sigStructure1(header, NO_AAD, payload),
    finish(signature) {
      if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
      return encodeSign1({ protected: header, unprotected: NO_HEADER }, payload, signature);
    },
  };
}

function claimsMap(claims: StripClaims): CborInput {
  // In the order of their encoding, so that the encoder has nothing to sort.
  const map = new Map<number, CborInput>([
    [CLAIM.iss, claims.issuer],
    [CLAIM.exp, claims.expiresAt],
    [CLAIM.nbf, claims.notBefore],
    [CLAIM.iat, claims.issuedAt],
  ]);
  if (claims.holder) map.set(CLAIM.cnf, encodeConfirmation(claims.holder));
  const { idx, uri } = claims.status;
  map.set(
    CLAIM.status,
    new Map([
      [
        'status_list',
        new Map<string, string | number>([
          ['idx', idx],
          ['uri', uri],
        ]),
      ],
    ]),
  );
  map.set(CLAIM.code, [
    claims.colour === null ? null : COLOURS.indexOf(claims.colour),
    claims.scope,
    STRIP_KINDS.indexOf(claims.kind),
    KEY_MAKERS.indexOf(claims.keyMaker),
    claims.maskedName,
    claims.lastFour,
  ]);
  return map;
}
