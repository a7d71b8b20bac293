import type { Item } from 'structured-headers';
import { toUnix } from '../clock.ts';
import { checkContentDigest, contentDigest } from './content-digest.ts';
import { componentIdentity, type RequestMessage } from './signature-base.ts';
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
import { ownLabel, signatureFields, type SignatureFields, type SigningKey } from './signing-key.ts';
import type { Fields } from './structured-field.ts';

/**
 * What an answer covers. The request's parts are covered one by one, because a signature over a signature does not cover
 * what that one covered (RFC 9421 §2.4, §7.3.7); its signature is covered besides, because its nonce is what tells apart
 * two requests that are otherwise equal.
 * @param label of the signature in the request
 */
function covered(label: string): Item[] {
  return [
    ['@status', new Map()],
    ['content-digest', new Map()],
    ['@method', new Map([['req', true]])],
    ['@target-uri', new Map([['req', true]])],
    ['content-digest', new Map([['req', true]])],
    [
      'signature',
      new Map<string, true | string>([
        ['req', true],
        ['key', label],
      ]),
    ],
  ];
}

export interface ResponseToSign {
  readonly status: number;
  readonly body: Uint8Array;
  /** The verified request, and the label that `verifyRequest` found in it. */
  readonly request: RequestMessage & { readonly label: string };
  readonly key: SigningKey;
  readonly created: Date;
}

/** Signs the answer to a verified request, so that it can answer no other (RFC 9421 §2.4). */
export async function signResponse(response: ResponseToSign): Promise<SignatureFields> {
  const { status, body, request, key, created } = response;
  const digest = contentDigest(body);
  const parameters = new Map<string, string | number>([
    ['created', toUnix(created)],
    ['keyid', key.kid],
    ['alg', algorithm],
    ['tag', tag],
  ]);
  const message = { status, headers: { 'content-digest': digest }, request };
  const fields = await signatureFields([covered(request.label), parameters], message, key);
  return { 'content-digest': digest, ...fields };
}

export interface ResponseVerification {
  /** Knows only the keys of the peer that was asked. */
  readonly keyFor: KeyFor;
  readonly now: Date;
  readonly maxAge?: number;
  readonly skew?: number;
}

/**
 * Checks that the peer gave this answer to this request. `request.headers` holds what {@link signRequest} returned.
 * @throws Refusal `signature-invalid`, `signature-expired` or `peer-unknown`
 */
export async function verifyResponse(
  response: {
    readonly status: number;
    readonly headers: Fields;
    readonly body: Uint8Array;
    readonly request: RequestMessage;
  },
  { keyFor, now, maxAge = defaultMaxAge, skew = defaultSkew }: ResponseVerification,
): Promise<{ readonly kid: string }> {
  const found = findSignature(response.headers);
  requireCovered(found.input, covered(ownLabel).map(componentIdentity));
  const end = found.input[1].has('expires') ? integerParameter(found.input, 'expires') : Infinity;
  requireFresh(found.created, end, { now, maxAge, skew });
  checkContentDigest(response.headers, response.body);
  await requireSigned(found, response, keyFor);
  return { kid: found.kid };
}
