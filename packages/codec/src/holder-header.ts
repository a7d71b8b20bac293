import { encodeProtected, HEADER } from './cose-header.ts';
import { type Suite, SUITES } from './suites.ts';

/** The protected header of what a holder or a display signs. It is never sent: it follows from the key that was certified. */
export const HOLDER_HEADER: Readonly<Record<Suite, Uint8Array>> = {
  ES256: encodeProtected(new Map([[HEADER.alg, SUITES.ES256.alg]])),
  'SM2-SM3': encodeProtected(new Map([[HEADER.alg, SUITES['SM2-SM3'].alg]])),
};
