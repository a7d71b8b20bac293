import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** SHA256withRSA over the text in UTF-8, in base64. */
export function rsa2(privateKey: KeyObject, text: string): string {
  return sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64');
}

/** @param publicKey SubjectPublicKeyInfo in base64, as applications register it. False also where it is no key. */
export function isRsa2(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** The text under the signature of a request: every parameter that has a value, but the signature, in order of the names. */
export function signedText(parameters: object): string {
  return Object.entries(parameters)
    .filter(([name, value]) => name !== 'sign' && value !== '' && value !== undefined)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join('&');
}
