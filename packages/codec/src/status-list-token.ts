import { isBytes } from './bytes.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from './cbor.ts';
import { HEADER, requireAlgOf, requireUnderstood } from './cose-header.ts';
import { contentOf, decodeSign1, encodeSign1, requireSignature, type Sign1, sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { MAXIMUM_LIST_BYTES, type PackedStatuses, requireBits } from './status-list.ts';
import { type Deflate, deflateZlib, inflateZlib } from './status-list-zlib.ts';
import { type PublicKey, SIGNATURE_BYTES, type Suite, SUITES, type Verifier } from './suites.ts';

/** Claims of a Status List Token (draft-ietf-oauth-status-list §5.2, RFC 8392 §3.1). */
const CLAIM = { sub: 2, exp: 4, iat: 6, statusList: 65533, ttl: 65534 } as const;
/** Header label `typ` (RFC 9596) and its value for this token. */
const TYP = 16;
const MEDIA_TYPE = 'application/statuslist+cwt';

/** A deflated list is never larger than the list and a little; the rest is headers and claims. */
const MAXIMUM_TOKEN_BYTES = MAXIMUM_LIST_BYTES + 65_536;
const NO_AAD = new Uint8Array(0);

/** Times and `ttl` are seconds; times count from 1970-01-01T00:00:00Z. */
export interface StatusListClaims {
  /** Equals the `uri` of the strips it covers. */
  readonly uri: string;
  readonly issuedAt: number;
  readonly expiresAt?: number;
  /** How long a copy may be kept before the next is fetched. */
  readonly ttl?: number;
}

export interface StatusList extends StatusListClaims, PackedStatuses {}

/** A token that has been read but neither verified nor inflated. */
export interface DecodedStatusListToken extends StatusListClaims {
  readonly kid: Uint8Array;
  readonly message: Sign1;
  readonly bits: PackedStatuses['bits'];
  readonly compressed: Uint8Array;
}

/** Ready for a signer that may sign many at once. */
export interface PreparedStatusListToken {
  readonly toBeSigned: Uint8Array;
  /** @param signature r‖s, 64 bytes */
  finish(signature: Uint8Array): Uint8Array;
}

/**
 * Builds a Status List Token in CWT form up to its signature: COSE_Sign1 with tag 18, deterministic CBOR.
 * @param deflate native zlib where there is one; pure JavaScript by default
 * @throws CodecError `kid-too-long` (also for an empty kid), `malformed-status-list`
 */
export function prepareStatusListToken(
  list: StatusList,
  issuer: { readonly suite: Suite; readonly kid: Uint8Array },
  deflate: Deflate = deflateZlib,
): PreparedStatusListToken {
  const { alg, maxKid } = SUITES[issuer.suite];
  if (issuer.kid.length === 0 || issuer.kid.length > maxKid) throw new CodecError('kid-too-long');
  requireBits(list.bits);
  const claims = new Map<CborValue, CborValue>([
    [CLAIM.sub, list.uri],
    [CLAIM.iat, list.issuedAt],
    [
      CLAIM.statusList,
      new Map<CborValue, CborValue>([
        ['bits', list.bits],
        ['lst', deflate(list.list)],
      ]),
    ],
  ]);
  if (list.expiresAt !== undefined) claims.set(CLAIM.exp, list.expiresAt);
  if (list.ttl !== undefined) claims.set(CLAIM.ttl, list.ttl);
  // What is not readable again must not be signed.
  readClaims(claims);

  const header: CborMap = new Map<CborValue, CborValue>([
    [HEADER.alg, alg],
    [HEADER.kid, issuer.kid],
    [TYP, MEDIA_TYPE],
  ]);
  const payload = encodeCbor(claims);
  return {
    toBeSigned: sigStructure1(encodeCbor(header), NO_AAD, payload),
    finish(signature) {
      if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
      return encodeSign1({ protected: header, unprotected: new Map() }, payload, signature);
    },
  };
}

/**
 * Reads a token without believing it: `kid` tells which key to verify it with.
 * Any valid CBOR is accepted, because issuers other than ours need not encode deterministically; the kid may stand in
 * either header, because a wrong one only leads to a key that does not verify.
 * @throws CodecError of CBOR and COSE, `malformed-status-list`
 */
export function decodeStatusListToken(bytes: Uint8Array): DecodedStatusListToken {
  const options = { encoding: 'valid', maxBytes: MAXIMUM_TOKEN_BYTES } as const;
  const message = decodeSign1(bytes, { tagged: 'required', ...options });
  if (message.protected.get(TYP) !== MEDIA_TYPE) throw malformed('not typed as a status list');
  const kid = message.protected.get(HEADER.kid) ?? message.unprotected.get(HEADER.kid);
  if (!isBytes(kid)) throw malformed('no kid');
  const claims = decodeCbor(contentOf(message.payload, undefined), options);
  if (!(claims instanceof Map)) throw malformed('claims are no map');
  return { ...readClaims(claims), kid, message };
}

/**
 * Verifies a token and inflates its list, in this order: nothing is inflated that a trusted key did not sign.
 * @param bytes the token, or what `decodeStatusListToken` made of it
 * @param key of the issuer, for use `status`, found by the kid
 * @param expected the URI that the strip names and, where there is a clock to be asked, the present in seconds
 * @throws CodecError `bad-signature`, `cose-alg-mismatch`, `status-list-wrong-subject`, `status-list-expired`,
 *   `status-list-too-large` and those of `decodeStatusListToken`
 */
export async function verifyStatusListToken(
  bytes: Uint8Array | DecodedStatusListToken,
  key: PublicKey,
  verifier: Verifier,
  expected: { readonly uri: string; readonly now?: number },
): Promise<StatusList> {
  const { message, uri, issuedAt, expiresAt, ttl, bits, compressed } = isBytes(bytes)
    ? decodeStatusListToken(bytes)
    : bytes;
  requireUnderstood(message);
  requireAlgOf(key, message, 'refuse');
  const toBeSigned = sigStructure1(message.protectedBytes, NO_AAD, contentOf(message.payload, undefined));
  await requireSignature(key, toBeSigned, message.signature, verifier);
  if (uri !== expected.uri) throw new CodecError('status-list-wrong-subject');
  if (expected.now !== undefined && expiresAt !== undefined && expiresAt <= expected.now) {
    throw new CodecError('status-list-expired');
  }
  return {
    uri,
    issuedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(ttl === undefined ? {} : { ttl }),
    bits,
    list: inflateZlib(compressed, MAXIMUM_LIST_BYTES),
  };
}

function readClaims(claims: CborMap): StatusListClaims & Pick<DecodedStatusListToken, 'bits' | 'compressed'> {
  const uri = claims.get(CLAIM.sub);
  const issuedAt = claims.get(CLAIM.iat);
  const expiresAt = claims.get(CLAIM.exp);
  const ttl = claims.get(CLAIM.ttl);
  const list = claims.get(CLAIM.statusList);
  if (typeof uri !== 'string') throw malformed('sub is no text');
  if (!isSeconds(issuedAt)) throw malformed('iat is no time');
  if (expiresAt !== undefined && !isSeconds(expiresAt)) throw malformed('exp is no time');
  if (ttl !== undefined && (!isSeconds(ttl) || ttl === 0)) throw malformed('ttl is no positive number');
  if (!(list instanceof Map)) throw malformed('no status list');
  const bits = list.get('bits');
  const compressed = list.get('lst');
  requireBits(bits);
  if (!isBytes(compressed)) throw malformed('lst is no byte string');
  return {
    uri,
    issuedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(ttl === undefined ? {} : { ttl }),
    bits,
    compressed,
  };
}

function isSeconds(value: CborValue | undefined): value is number {
  return typeof value === 'number' && value >= 0;
}

function malformed(reason: string): CodecError {
  return new CodecError('malformed-status-list', reason);
}
