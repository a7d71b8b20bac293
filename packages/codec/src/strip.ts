import { type CborInput, type CborMap, encodeCbor } from './cbor.ts';
import { encodeSign1, sigStructure1 } from './cose.ts';
import { encodeProtected, HEADER } from './cose-header.ts';
import { CodecError } from './errors.ts';
import { COLOURS, faultOfClaims, KEY_MAKERS, STRIP_KINDS, type StripClaims } from './strip-claims.ts';
import { type PublicKey, SIGNATURE_BYTES, type Suite, SUITES } from './suites.ts';

/** Claim keys: CWT (RFC 8392 §4, RFC 8747 §3.1), Token Status List, and one private claim. */
export const CLAIM = { iss: 1, exp: 4, nbf: 5, iat: 6, cnf: 8, status: 65535, code: -65537 } as const;

/** COSE_Key labels and the key type EC2 (RFC 9052 §7, RFC 9053 §7.1.1). */
export const COSE_KEY = { kty: 1, crv: -1, x: -2, y: -3, ec2: 2 } as const;

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
export function prepareStrip(
  claims: StripClaims,
  issuer: { readonly suite: Suite; readonly kid: Uint8Array },
): PreparedStrip {
  const fault = faultOfClaims(claims);
  if (fault) throw new CodecError(fault);
  const { alg, maxKid } = SUITES[issuer.suite];
  if (issuer.kid.length === 0 || issuer.kid.length > maxKid) throw new CodecError('kid-too-long');
  const header = encodeProtected(
    new Map<number, number | Uint8Array>([
      [HEADER.alg, alg],
      [HEADER.kid, issuer.kid],
    ]),
  );
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
  if (claims.holder) map.set(CLAIM.cnf, confirmation(claims.holder));
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

/** RFC 8747 §3.2: the holder's key as COSE_Key 1. */
function confirmation({ suite, x, y }: PublicKey): CborInput {
  const key = new Map<number, number | Uint8Array>([
    [COSE_KEY.kty, COSE_KEY.ec2],
    [COSE_KEY.crv, SUITES[suite].crv],
    [COSE_KEY.x, x],
    [COSE_KEY.y, y],
  ]);
  return new Map([[1, key]]);
}
