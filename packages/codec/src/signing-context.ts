import { encodeUtf8 } from './utf8.ts';

/**
 * What a signature is for: the first three are a holder's, the last a node's. The string enters the Sig_structure as external_aad, so a signature made for one
 * purpose verifies for no other.
 */
export const SIGNING_CONTEXTS = {
  display: 'tongxing-display-v1',
  visit: 'tongxing-visit-v1',
  consent: 'tongxing-consent-v1',
  fallback: 'tongxing-fallback-v1',
} as const;

export type SigningContext = keyof typeof SIGNING_CONTEXTS;

const BYTES: Readonly<Record<SigningContext, Uint8Array>> = {
  display: encodeUtf8(SIGNING_CONTEXTS.display),
  visit: encodeUtf8(SIGNING_CONTEXTS.visit),
  consent: encodeUtf8(SIGNING_CONTEXTS.consent),
  fallback: encodeUtf8(SIGNING_CONTEXTS.fallback),
};

/** The external_aad of a context: its string in ASCII. */
export function externalAadOf(context: SigningContext): Uint8Array {
  return BYTES[context];
}
