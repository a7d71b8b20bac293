import { serializeByteSequence } from 'structured-headers';
import { sha256 } from '../ids.ts';
import { invalid, readDictionary, type Fields } from './structured-field.ts';

/** The Content-Digest field of a body, RFC 9530 §2, with SHA-256. No body is the empty body. */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=${serializeByteSequence(sha256(body))}`;
}

/**
 * The field must hold the SHA-256 of the body; digests of other algorithms beside it are not looked at.
 * @throws Refusal `signature-invalid`
 */
export function checkContentDigest(fields: Fields, body: Uint8Array): void {
  const member = readDictionary(fields, 'content-digest').get('sha-256');
  const claimed: unknown = member?.[0];
  if (!(claimed instanceof ArrayBuffer)) throw invalid('content-digest has no sha-256 digest');
  if (!sha256(body).equals(Buffer.from(claimed))) throw invalid('content-digest is not the digest of the body');
}
