import type { MeasuredColour } from './colour.ts';

/** What was found in a picture, without knowing whose it is said to be. */
export interface Reading {
  /** The picture anew, as JPEG, with nothing in it but what is seen. */
  readonly picture: Uint8Array;
  /** The texts of its QR codes, the largest first. */
  readonly codes: readonly string[];
  readonly colour: MeasuredColour;
  /** Lines of text without spaces. */
  readonly lines: readonly string[];
  /** How it looks, in parts; see `fingerprintOf`. */
  readonly fingerprint: readonly string[];
}
