import { decodeBase64Url } from '@tongxing/codec';

/** @throws Error for what is not base64url */
export function fromBase64Url(text: string): Uint8Array {
  const bytes = decodeBase64Url(text);
  if (bytes === undefined) throw new Error('not base64url');
  return bytes;
}
