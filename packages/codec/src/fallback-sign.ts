import type { CborMap } from './cbor.ts';
import { encodeProtected, HEADER } from './cose-header.ts';
import { encodeSign1, sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { encodeFallbackOrder, encodeFallbackWord, type FallbackOrder, type FallbackWord } from './fallback-order.ts';
import { externalAadOf } from './signing-context.ts';
import { SIGNATURE_BYTES, type Suite, SUITES } from './suites.ts';

export interface PreparedFallback {
  readonly toBeSigned: Uint8Array;
  /** @param signature r‖s, 64 bytes. @throws CodecError `invalid-signature-length` */
  finish(signature: Uint8Array): Uint8Array;
}

/** The node's key for use `status`: it says how things stand, to everybody. */
interface Issuer {
  readonly suite: Suite;
  readonly kid: Uint8Array;
}

/** An order up to its signature: COSE_Sign1 with a context of its own. @throws CodecError `malformed-fallback`, `kid-too-long` */
export function prepareFallbackOrder(order: FallbackOrder, issuer: Issuer): PreparedFallback {
  return prepare(encodeFallbackOrder(order), issuer);
}

/** A word about the order, up to its signature. @throws CodecError `malformed-fallback`, `kid-too-long` */
export function prepareFallbackWord(word: FallbackWord, issuer: Issuer): PreparedFallback {
  return prepare(encodeFallbackWord(word), issuer);
}

function prepare(payload: Uint8Array, { suite, kid }: Issuer): PreparedFallback {
  const { alg, maxKid } = SUITES[suite];
  if (kid.length === 0 || kid.length > maxKid) throw new CodecError('kid-too-long');
  const header: CborMap = new Map<number, number | Uint8Array>([
    [HEADER.alg, alg],
    [HEADER.kid, kid],
  ]);
  return {
    toBeSigned: sigStructure1(encodeProtected(header), externalAadOf('fallback'), payload),
    finish(signature) {
      if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
      return encodeSign1({ protected: header, unprotected: new Map() }, payload, signature);
    },
  };
}
