/** What was wrong with bytes that should be deterministic CBOR (RFC 8949 §4.2.1), or with a value to be encoded. */
export type CborErrorCode =
  | 'cbor-too-large'
  | 'cbor-truncated'
  | 'cbor-trailing-bytes'
  | 'cbor-indefinite-length'
  | 'cbor-non-minimal'
  | 'cbor-unsorted-keys'
  | 'cbor-duplicate-key'
  | 'cbor-too-deep'
  | 'cbor-float'
  | 'cbor-unsupported'
  | 'cbor-not-encodable'
  | 'invalid-utf8';

/** Base45 text outside RFC 9285. */
export type Base45ErrorCode = 'base45-length' | 'base45-character' | 'base45-overflow';

/** Why a COSE message was refused (RFC 9052). */
export type CoseErrorCode =
  | 'malformed-cose'
  | 'cose-wrong-tag'
  | 'cose-duplicate-label'
  | 'cose-crit-not-understood'
  | 'cose-alg-not-protected'
  | 'cose-alg-mismatch'
  | 'cose-payload-detached'
  | 'unknown-suite'
  | 'bad-signature';

/** Why a strip, a presentation, a paper code, a place code, a visit or a trust list was refused or could not be made. */
export type CodeErrorCode =
  | 'text-too-long'
  | 'unknown-prefix'
  | 'unknown-version'
  | 'malformed-strip'
  | 'malformed-presentation'
  | 'malformed-venue-card'
  | 'malformed-place-code'
  | 'malformed-visit'
  | 'malformed-trust-list'
  | 'trust-list-threshold'
  | 'trust-list-version'
  | 'trust-list-from-future'
  | 'invalid-claim'
  | 'invalid-division'
  | 'time-out-of-range'
  | 'index-out-of-range'
  | 'name-too-long'
  | 'status-uri-too-long'
  | 'kid-too-long'
  | 'invalid-key'
  | 'invalid-signature-length';

/** Why a status list was refused (IETF Token Status List). */
export type StatusListErrorCode =
  | 'malformed-status-list'
  | 'status-list-too-large'
  | 'status-index-out-of-range'
  | 'status-value-out-of-range'
  | 'status-list-wrong-subject'
  | 'status-list-expired';

/** Why a signed note, a checkpoint, a tile or a proof was refused (C2SP tlog). */
export type LogErrorCode =
  | 'malformed-note'
  | 'malformed-verifier-key'
  | 'malformed-checkpoint'
  | 'checkpoint-wrong-origin'
  | 'malformed-tile'
  | 'tile-out-of-range'
  | 'entry-too-large'
  | 'proof-out-of-range';

/** Why a fallback order or a node's word about it was refused. */
export type FallbackErrorCode =
  | 'malformed-fallback'
  /** No current status key of the node that speaks for the place. */
  | 'fallback-untrusted'
  /** Of another province. */
  | 'fallback-elsewhere'
  /** Older than the one that is held. */
  | 'fallback-version';

export type CodecErrorCode =
  | CborErrorCode
  | Base45ErrorCode
  | CoseErrorCode
  | CodeErrorCode
  | StatusListErrorCode
  | LogErrorCode
  | FallbackErrorCode;

/**
 * The only error this package throws. `code` is stable and meant for programs; `message` is for developers and carries
 * no personal data, so it may be logged.
 */
export class CodecError extends Error {
  readonly code: CodecErrorCode;

  constructor(code: CodecErrorCode, message: string = code) {
    super(message);
    this.name = 'CodecError';
    this.code = code;
  }
}
