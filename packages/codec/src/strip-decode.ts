import { type CborMap, type CborValue, decodeCbor } from './cbor.ts';
import { decodeConfirmation } from './confirmation.ts';
import { decodeSign1, sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { decodeIssuerHeader } from './issuer-header.ts';
import { CLAIM } from './strip.ts';
import { COLOURS, faultOfClaims, KEY_MAKERS, STRIP_KINDS, type StripClaims } from './strip-claims.ts';
import { SIGNATURE_BYTES, type Suite } from './suites.ts';

/** A strip whose shape is right. Nothing in it has been verified; byte strings are views into `bytes`. */
export interface DecodedStrip {
  readonly claims: StripClaims;
  readonly kid: Uint8Array;
  readonly suite: Suite;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
  readonly bytes: Uint8Array;
}

/** More than any strip within the limits takes. */
const MAX_STRIP_BYTES = 400;

const NO_AAD = new Uint8Array(0);

/**
 * Decodes a strip. There is exactly one encoding of each strip and nothing may be added to it.
 *
 * Throws CBOR and COSE codes, `unknown-suite` (an algorithm or curve that is none of ours), `malformed-strip`.
 */
export function decodeStrip(bytes: Uint8Array): DecodedStrip {
  const message = decodeSign1(bytes, { tagged: 'required', maxBytes: MAX_STRIP_BYTES });
  const { suite, kid } = decodeIssuerHeader(message, 'malformed-strip');
  const { payload, signature } = message;
  if (payload === null || signature.length !== SIGNATURE_BYTES) throw malformed();
  const claims = decodeClaims(requireMap(decodeCbor(payload)));
  const fault = faultOfClaims(claims);
  if (fault) throw malformed(fault);
  return { claims, kid, suite, toBeSigned: sigStructure1(message.protectedBytes, NO_AAD, payload), signature, bytes };
}

function decodeClaims(map: CborMap): StripClaims {
  const confirmation = map.get(CLAIM.cnf);
  const code = map.get(CLAIM.code);
  if (map.size !== (confirmation === undefined ? 6 : 7)) throw malformed('claims');
  if (!Array.isArray(code) || code.length !== 6) throw malformed('code');
  const [colour, scope, kind, keyMaker, maskedName, lastFour] = code;
  return {
    issuer: requireText(map.get(CLAIM.iss)),
    issuedAt: requireNumber(map.get(CLAIM.iat)),
    notBefore: requireNumber(map.get(CLAIM.nbf)),
    expiresAt: requireNumber(map.get(CLAIM.exp)),
    ...(confirmation === undefined ? {} : { holder: decodeConfirmation(confirmation, 'malformed-strip') }),
    status: decodeStatus(map.get(CLAIM.status)),
    colour: colour === null ? null : requireName(COLOURS, colour),
    scope: requireText(scope),
    kind: requireName(STRIP_KINDS, kind),
    keyMaker: requireName(KEY_MAKERS, keyMaker),
    maskedName: requireText(maskedName),
    lastFour: requireText(lastFour),
  };
}

function decodeStatus(value: CborValue | undefined): StripClaims['status'] {
  const outer = requireMap(value);
  const list = requireMap(outer.get('status_list'));
  if (outer.size !== 1 || list.size !== 2) throw malformed('status');
  return { uri: requireText(list.get('uri')), idx: requireNumber(list.get('idx')) };
}

function requireMap(value: CborValue | undefined): CborMap {
  if (!(value instanceof Map)) throw malformed();
  return value;
}

function requireText(value: CborValue | undefined): string {
  if (typeof value !== 'string') throw malformed();
  return value;
}

function requireNumber(value: CborValue | undefined): number {
  if (typeof value !== 'number') throw malformed();
  return value;
}

function requireName<Name extends string>(names: readonly Name[], value: CborValue | undefined): Name {
  const name = names[requireNumber(value)];
  if (name === undefined) throw malformed();
  return name;
}

function malformed(part = 'shape'): CodecError {
  return new CodecError('malformed-strip', `malformed-strip: ${part}`);
}
