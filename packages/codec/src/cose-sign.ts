import { isBytes } from './bytes.ts';
import { type CborMap, CborTag, type CborValue, encodeCbor } from './cbor.ts';
import {
  contentOf,
  decodeMessage,
  type DecodeMessageOptions,
  requirePayload,
  requireSignature,
  type VerifyMessageOptions,
} from './cose.ts';
import {
  decodeHeaders,
  encodeProtected,
  type Headers,
  protectedForSignature,
  requireAlgOf,
  requireUnderstood,
} from './cose-header.ts';
import { CodecError } from './errors.ts';
import type { PublicKey, Verifier } from './suites.ts';

/** CBOR tag of COSE_Sign (RFC 9052 §2). */
export const SIGN_TAG = 98;

/** More signers than any threshold of ours needs; bounds the work a hostile message can ask for. */
const MAX_SIGNERS = 32;

export interface Signer extends Headers {
  readonly signature: Uint8Array;
}

/** A decoded COSE_Sign message: one payload, several signers. Nothing in it has been verified. */
export interface SignMessage extends Headers {
  readonly payload: Uint8Array | null;
  readonly signers: readonly Signer[];
  readonly tagged: boolean;
}

/**
 * Decodes a COSE_Sign message (RFC 9052 §4.1). Throws CBOR codes, `cose-wrong-tag`, `malformed-cose` (also for no signer
 * or more than 32), `cose-duplicate-label`.
 */
export function decodeSign(bytes: Uint8Array, options: DecodeMessageOptions): SignMessage {
  const { fields, tagged } = decodeMessage(bytes, SIGN_TAG, options);
  const [protectedBytes, unprotected, payload, list] = fields;
  if (payload === undefined || !Array.isArray(list)) throw new CodecError('malformed-cose');
  if (list.length === 0 || list.length > MAX_SIGNERS) throw new CodecError('malformed-cose');
  return {
    ...decodeHeaders(protectedBytes, unprotected, options),
    payload: requirePayload(payload),
    signers: list.map((entry) => decodeSigner(entry, options)),
    tagged,
  };
}

/** Encodes a COSE_Sign message with tag 98. */
export function encodeSign(
  headers: { readonly protected: CborMap; readonly unprotected: CborMap },
  payload: Uint8Array | null,
  signers: readonly { readonly protected: CborMap; readonly unprotected: CborMap; readonly signature: Uint8Array }[],
): Uint8Array {
  const list = signers.map((signer) => [encodeProtected(signer.protected), signer.unprotected, signer.signature]);
  return encodeCbor(new CborTag(SIGN_TAG, [encodeProtected(headers.protected), headers.unprotected, payload, list]));
}

/** The bytes that one signer of a COSE_Sign message signs (RFC 9052 §4.4). */
export function sigStructure(
  bodyProtected: Uint8Array,
  signerProtected: Uint8Array,
  externalAad: Uint8Array,
  payload: Uint8Array,
): Uint8Array {
  const body = protectedForSignature(bodyProtected);
  return encodeCbor(['Signature', body, protectedForSignature(signerProtected), externalAad, payload]);
}

/**
 * Verifies one signer of a decoded message with `key`. Rejects with `cose-crit-not-understood`,
 * `cose-alg-not-protected`, `unknown-suite`, `cose-alg-mismatch`, `cose-payload-detached`, `bad-signature`.
 */
export async function verifySigner(
  message: SignMessage,
  signer: Signer,
  key: PublicKey,
  verifier: Verifier,
  options: VerifyMessageOptions = {},
): Promise<void> {
  requireUnderstood(message);
  requireUnderstood(signer);
  requireAlgOf(key, signer, options.unprotectedAlg ?? 'refuse');
  const payload = contentOf(message.payload, options.payload);
  const aad = options.externalAad ?? new Uint8Array(0);
  const toBeSigned = sigStructure(message.protectedBytes, signer.protectedBytes, aad, payload);
  await requireSignature(key, toBeSigned, signer.signature, verifier);
}

function decodeSigner(entry: CborValue, options: DecodeMessageOptions): Signer {
  if (!Array.isArray(entry) || entry.length !== 3) throw new CodecError('malformed-cose');
  const [protectedBytes, unprotected, signature] = entry;
  if (!isBytes(signature)) throw new CodecError('malformed-cose');
  return { ...decodeHeaders(protectedBytes, unprotected, options), signature };
}
