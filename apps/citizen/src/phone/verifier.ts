import { encodeUtf8 } from '@tongxing/codec';
import { sha256 } from '@tongxing/codec/es256';
import { vendor } from '@/vendor';
import { toBase64Url } from './base64';

/** A code verifier of 256 random bits (RFC 7636 §4.1): it never leaves this phone but with the application. */
export async function newVerifier(): Promise<string> {
  return toBase64Url(await vendor.random(32));
}

/** The code challenge of a verifier, by S256 (RFC 7636 §4.2). */
export function challengeOf(verifier: string): string {
  return toBase64Url(sha256(encodeUtf8(verifier)));
}
