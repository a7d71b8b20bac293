export { CodecError, type CodecErrorCode } from './errors.ts';
export { concatBytes, equalBytes, isBytes } from './bytes.ts';
export { decodeUtf8, encodeUtf8 } from './utf8.ts';
export {
  type CborInput,
  type CborMap,
  CborTag,
  type CborValue,
  decodeCbor,
  type DecodeOptions,
  encodeCbor,
} from './cbor.ts';
export { decodeBase45, encodeBase45 } from './base45.ts';
export { type PublicKey, type Sign, type Suite, type SuiteParameters, SUITES, type Verifier } from './suites.ts';
export { verifierBySuite } from './verifier-by-suite.ts';
export {
  type DecodeMessageOptions,
  decodeSign1,
  encodeSign1,
  type Sign1,
  SIGN1_TAG,
  sigStructure1,
  type VerifyMessageOptions,
  verifySign1,
} from './cose.ts';
export {
  decodeSign,
  encodeSign,
  type Signer,
  type SignMessage,
  SIGN_TAG,
  sigStructure,
  verifySigner,
} from './cose-sign.ts';
export { encodeProtected, HEADER, type Headers } from './cose-header.ts';
export { coversDivision, isDivision } from './division.ts';
export { type Colour, type KeyMaker, STRIP_LIMITS, type StripClaims, type StripKind } from './strip-claims.ts';
export { type PreparedStrip, prepareStrip } from './strip.ts';
export { type DecodedStrip, decodeStrip } from './strip-decode.ts';
export { externalAadOf, SIGNING_CONTEXTS, type SigningContext } from './signing-context.ts';
export { displayToBeSigned, MAX_CODE_TEXT, PRESENTATION_PREFIX, presentStrip } from './presentation.ts';
export { encodePaperCode, PAPER_PREFIX } from './paper.ts';
export { decodeCode, type DecodedPaperCode, type DecodedPresentation } from './code.ts';
export { prepareVenueCard, type PreparedVenueCard, VENUE_NAME_BYTES, type VenueCardClaims } from './venue-card.ts';
export {
  decodePlaceCode,
  type DecodedPlaceCode,
  displayPlaceCode,
  looksLikePlaceCode,
  PLACE_PREFIX,
  printPlaceCode,
} from './place-code.ts';
export {
  type PlaceCodeContext,
  type PlaceCodeFault,
  type PlaceCodeVerification,
  verifyPlaceCode,
} from './place-code-verification.ts';
export { decodeVisit, type DecodedVisit, signVisit, verifyVisit } from './visit.ts';
export type { KeyUse, RootKey, TrustedKey, TrustedNode, TrustList } from './trust-list.ts';
export { type PreparedTrustList, prepareTrustList } from './trust-list-sign.ts';
export { type TrustListRequirements, verifyTrustList } from './trust-list-verify.ts';
export { rootsFingerprint } from './roots-fingerprint.ts';
export { findKey, type KeySearch } from './trust-list-find.ts';
export { isBaseUrl, liesUnder } from './status-uri.ts';
export {
  AS_OF_HARD_LIMIT,
  DEFAULT_RULES,
  type StatusAnswer,
  type VerificationContext,
  type VerificationRules,
} from './verification-context.ts';
export { type Finding, type FindingCode, FINDINGS, type Severity, type Verdict } from './verification-findings.ts';
export { type Verification, verifyCode, verifyDecodedCode } from './verification.ts';
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from './base64.ts';
export {
  type BitsPerStatus,
  createStatusBits,
  getStatus,
  MAXIMUM_LIST_BYTES,
  type PackedStatuses,
  setStatus,
} from './status-list.ts';
export { decodeStatusListJson } from './status-list-json.ts';
export {
  type DecodedStatusListToken,
  decodeStatusListToken,
  type PreparedStatusListToken,
  prepareStatusListToken,
  type StatusList,
  type StatusListClaims,
  verifyStatusListToken,
} from './status-list-token.ts';
export { type Deflate, deflateZlib, inflateZlib } from './status-list-zlib.ts';
export {
  HASH_BYTES,
  type HashAt,
  leafHash,
  nodeHash,
  rootAt,
  rootNodes,
  rootOf,
  type Sha256,
  type TreeNode,
} from './merkle.ts';
export { consistencyNodes, consistencyProof, inclusionNodes, inclusionProof } from './merkle-proof.ts';
export { verifyConsistency, verifyInclusion } from './merkle-verify.ts';
export {
  decodeTile,
  type ReadTile,
  readTile,
  type Tile,
  TILE_WIDTH,
  tileHashes,
  tileOf,
  type TilePosition,
} from './tile.ts';
export { appendLeaves, type TileData } from './tile-growth.ts';
export { formatTilePath, parseTilePath, type TileName } from './tile-path.ts';
export { decodeEntries, encodeEntries } from './tile-entries.ts';
export { formatNote, formatSignature, type Note, type NoteSignature, parseNote } from './note.ts';
export { formatVerifierKey, type NoteKey, noteKey, type NoteKeyType, parseVerifierKey } from './note-key.ts';
export {
  cosign,
  cosignedMessage,
  type SignEd25519,
  signNote,
  type VerifiedSignature,
  type VerifyEd25519,
  verifyNote,
} from './note-signature.ts';
export {
  type Checkpoint,
  formatCheckpoint,
  openCheckpoint,
  type OpenedCheckpoint,
  parseCheckpoint,
} from './checkpoint.ts';
export { statusAnswer } from './status-answer.ts';
export type { FallbackLine, FallbackOrder, FallbackWord } from './fallback-order.ts';
export { prepareFallbackOrder, prepareFallbackWord, type PreparedFallback } from './fallback-sign.ts';
export {
  type FallbackRequirements,
  readFallbackOrder,
  verifyFallbackOrder,
  verifyFallbackWord,
} from './fallback-verify.ts';
export { type FallbackInForce, fallbackInForce } from './fallback-in-force.ts';
export { type FallbackAnswer, fallbackRules, type FallbackSeen, judgeByFallback } from './fallback-judgement.ts';
