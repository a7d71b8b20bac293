import type { CborMap } from './cbor.ts';
import { encodeProtected, HEADER } from './cose-header.ts';
import { encodeSign, sigStructure } from './cose-sign.ts';
import { CodecError } from './errors.ts';
import { SIGNATURE_BYTES, type Suite, SUITES } from './suites.ts';
import type { TrustList } from './trust-list.ts';
import { encodeTrustListPayload } from './trust-list-payload.ts';

export interface PreparedTrustList {
  /** One per signer, in their order. */
  readonly toBeSigned: readonly Uint8Array[];
  /**
   * The signed list. `signatures` are in the order of the signers, r‖s, 64 bytes; a signer who has not signed is
   * undefined and left out. Throws `invalid-signature-length`, `trust-list-threshold` when nobody has signed.
   */
  finish(signatures: readonly (Uint8Array | undefined)[]): Uint8Array;
}

const NOTHING = new Uint8Array(0);
const NO_HEADER: CborMap = new Map();

/**
 * Prepares a trust list for its root signers: COSE_Sign (RFC 9052 §4.1), each signer with alg and kid of its own.
 * Throws `malformed-trust-list`, `kid-too-long`.
 */
export function prepareTrustList(
  list: TrustList,
  signers: readonly { readonly suite: Suite; readonly kid: Uint8Array }[],
): PreparedTrustList {
  const payload = encodeTrustListPayload(list);
  const headers = signers.map(({ suite, kid }): CborMap => {
    if (kid.length === 0 || kid.length > SUITES[suite].maxKid) throw new CodecError('kid-too-long');
    return new Map<number, number | Uint8Array>([
      [HEADER.alg, SUITES[suite].alg],
      [HEADER.kid, kid],
    ]);
  });
  return {
    toBeSigned: headers.map((header) => sigStructure(NOTHING, encodeProtected(header), NOTHING, payload)),
    finish(signatures) {
      const signed = headers.flatMap((header, i) => {
        const signature = signatures[i];
        if (signature === undefined) return [];
        if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
        return [{ protected: header, unprotected: NO_HEADER, signature }];
      });
      if (signed.length === 0) throw new CodecError('trust-list-threshold');
      return encodeSign({ protected: NO_HEADER, unprotected: NO_HEADER }, payload, signed);
    },
  };
}
