import type { PublicKey, Verifier } from './suites.ts';

/** True where `key` signed it. The verifier is foreign code: whatever is not a plain yes is a no. */
export async function isSigned(
  verifier: Verifier,
  key: PublicKey,
  { toBeSigned, signature }: { readonly toBeSigned: Uint8Array; readonly signature: Uint8Array },
): Promise<boolean> {
  const answer: unknown = await verifier.verify(key, toBeSigned, signature);
  return answer === true;
}
