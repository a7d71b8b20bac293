import { toUnix } from '../clock.ts';
import { checkContentDigest, contentDigest } from './content-digest.ts';
import type { RequestMessage } from './signature-base.ts';
import {
  algorithm,
  defaultMaxAge,
  defaultSkew,
  findSignature,
  integerParameter,
  requireCovered,
  requireFresh,
  requireSigned,
  tag,
  type KeyFor,
} from './signature.ts';
import { signatureFields, type SignatureFields, type SigningKey } from './signing-key.ts';
import { invalid } from './structured-field.ts';

const covered = ['@method', '@target-uri', 'content-digest'] as const;
const shortestNonce = 16;
const longestNonce = 128;

export interface RequestToSign {
  readonly method: string;
  /** Absolute URI, exactly as it will be asked for. */
  readonly targetUri: string;
  /** Empty for a request without a body. */
  readonly body: Uint8Array;
  readonly key: SigningKey;
  readonly created: Date;
  readonly expires: Date;
  /** 16 to 128 characters of ASCII, never used before with this key: `newSecret()`. */
  readonly nonce: string;
}

/** Signs a request from node to node (RFC 9421). The returned fields are added to the request, and nothing else changes. */
export async function signRequest(request: RequestToSign): Promise<SignatureFields> {
  const { method, targetUri, body, key, created, expires, nonce } = request;
  const digest = contentDigest(body);
  const parameters = new Map<string, string | number>([
    ['created', toUnix(created)],
    ['expires', toUnix(expires)],
    ['nonce', nonce],
    ['keyid', key.kid],
    ['alg', algorithm],
    ['tag', tag],
  ]);
  const message = { method, targetUri, headers: { 'content-digest': digest } };
  const fields = await signatureFields([covered.map((name) => [name, new Map()]), parameters], message, key);
  return { 'content-digest': digest, ...fields };
}

export interface RequestVerification {
  readonly keyFor: KeyFor;
  readonly now: Date;
  /** Seconds; 300 unless told. */
  readonly maxAge?: number;
  /** Seconds; 30 unless told. */
  readonly skew?: number;
}

export interface VerifiedRequest {
  readonly kid: string;
  /** To be accepted once. */
  readonly nonce: string;
  /** Until then the nonce must be remembered; afterwards the request is too old by itself. */
  readonly validUntil: Date;
  readonly signatureBytes: Uint8Array;
  /** The signer's name for its signature, which the answer refers to. */
  readonly label: string;
}

/**
 * Checks that a peer made this request for us, in these minutes. That it was not received before is left to the caller.
 * @throws Refusal `signature-invalid`, `signature-expired` or `peer-unknown`
 */
export async function verifyRequest(
  request: RequestMessage & { readonly body: Uint8Array },
  { keyFor, now, maxAge = defaultMaxAge, skew = defaultSkew }: RequestVerification,
): Promise<VerifiedRequest> {
  const found = findSignature(request.headers);
  requireCovered(
    found.input,
    covered.map((name) => `"${name}"`),
  );
  const nonce: unknown = found.input[1].get('nonce');
  if (typeof nonce !== 'string' || nonce.length < shortestNonce || nonce.length > longestNonce) {
    throw invalid(`the parameter nonce must have ${shortestNonce} to ${longestNonce} characters`);
  }
  const expires = integerParameter(found.input, 'expires');
  const validUntil = requireFresh(found.created, expires, { now, maxAge, skew });
  checkContentDigest(request.headers, request.body);
  await requireSigned(found, request, keyFor);
  return { kid: found.kid, nonce, validUntil, signatureBytes: found.bytes, label: found.label };
}
