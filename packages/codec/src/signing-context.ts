import { encodeUtf8 } from './utf8.ts';

/**
 * What a signature is for: the first three are a holder's, an element is a display's, the others a node's. The string enters the Sig_structure
 * as external_aad, so a signature made for one purpose verifies for no other; a strip is signed without one.
 */
export const SIGNING_CONTEXTS = {
  display: 'tongxing-display-v1',
  visit: 'tongxing-visit-v1',
  consent: 'tongxing-consent-v1',
  'venue-card': 'tongxing-venue-card-v1',
  element: 'tongxing-element-v1',
  fallback: 'tongxing-fallback-v1',
} as const;

export type SigningContext = keyof typeof SIGNING_CONTEXTS;

const BYTES: Readonly<Record<SigningContext, Uint8Array>> = {
  display: encodeUtf8(SIGNING_CONTEXTS.display),
  visit: encodeUtf8(SIGNING_CONTEXTS.visit),
  consent: encodeUtf8(SIGNING_CONTEXTS.consent),
  'venue-card': encodeUtf8(SIGNING_CONTEXTS['venue-card']),
  element: encodeUtf8(SIGNING_CONTEXTS.element),
  fallback: encodeUtf8(SIGNING_CONTEXTS.fallback),
};

/** The external_aad of a context: its string in ASCII. */
export function externalAadOf(context: SigningContext): Uint8Array {
  return BYTES[context];
}
