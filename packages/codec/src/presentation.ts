import { encodeBase45 } from './base45.ts';
import { encodeCbor } from './cbor.ts';
import { sigStructure1 } from './cose.ts';
import { CodecError } from './errors.ts';
import { HOLDER_HEADER } from './holder-header.ts';
import { externalAadOf } from './signing-context.ts';
import { isInstant } from './strip-claims.ts';
import { decodeStrip } from './strip-decode.ts';
import { type Sign, SIGNATURE_BYTES, type Suite } from './suites.ts';

export const PRESENTATION_PREFIX = 'TX1:';

/** Longest text of a code: what a QR code of version 15 with correction M holds in alphanumeric mode (ISO/IEC 18004). */
export const MAX_CODE_TEXT = 600;

/**
 * Signs a display of `strip` at `displayTime` (seconds) with the holder's key and returns the QR text. Made on the phone
 * at every refresh; needs no network.
 *
 * Rejects with the codes of `decodeStrip`, `invalid-claim` (a paper strip has no holder key), `time-out-of-range`,
 * `invalid-signature-length`, `text-too-long`.
 */
export async function presentStrip(strip: Uint8Array, displayTime: number, sign: Sign): Promise<string> {
  const { holder } = decodeStrip(strip).claims;
  if (!holder) throw new CodecError('invalid-claim');
  if (!isInstant(displayTime)) throw new CodecError('time-out-of-range');
  const signature = await sign(displayToBeSigned(strip, displayTime, holder.suite));
  if (signature.length !== SIGNATURE_BYTES) throw new CodecError('invalid-signature-length');
  const text = PRESENTATION_PREFIX + encodeBase45(encodeCbor([strip, displayTime, signature]));
  if (text.length > MAX_CODE_TEXT) throw new CodecError('text-too-long');
  return text;
}

/**
 * What the holder signs: the Sig_structure (RFC 9052 §4.4) of a COSE_Sign1 that is never sent, because its header
 * follows from the strip's key and its payload from the presentation.
 */
export function displayToBeSigned(strip: Uint8Array, displayTime: number, suite: Suite): Uint8Array {
  return sigStructure1(HOLDER_HEADER[suite], externalAadOf('display'), encodeCbor([strip, displayTime]));
}
