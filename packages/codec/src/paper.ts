import { encodeBase45 } from './base45.ts';
import { CodecError } from './errors.ts';
import { decodeStrip } from './strip-decode.ts';

export const PAPER_PREFIX = 'TXP1:';

/**
 * The text to print as a QR code for somebody without a phone. Shorter than a presentation: no holder key, no display.
 * Throws the codes of `decodeStrip`, `invalid-claim` for a strip that is not of kind paper.
 */
export function encodePaperCode(strip: Uint8Array): string {
  if (decodeStrip(strip).claims.kind !== 'paper') throw new CodecError('invalid-claim');
  return PAPER_PREFIX + encodeBase45(strip);
}
