import { decodeBase45 } from './base45.ts';
import { isBytes } from './bytes.ts';
import { decodeCbor } from './cbor.ts';
import { CodecError } from './errors.ts';
import { PAPER_PREFIX } from './paper.ts';
import { displayToBeSigned, MAX_CODE_TEXT, PRESENTATION_PREFIX } from './presentation.ts';
import { isInstant } from './strip-claims.ts';
import { type DecodedStrip, decodeStrip } from './strip-decode.ts';
import { type PublicKey, SIGNATURE_BYTES } from './suites.ts';

/** A strip together with the holder's signature over its display. Nothing in it has been verified. */
export interface DecodedPresentation {
  readonly kind: 'presentation';
  readonly strip: DecodedStrip;
  readonly holder: PublicKey;
  /** Seconds since 1970, as the phone said. */
  readonly displayTime: number;
  readonly toBeSigned: Uint8Array;
  readonly signature: Uint8Array;
}

export interface DecodedPaperCode {
  readonly kind: 'paper';
  readonly strip: DecodedStrip;
}

const VERSIONED_PREFIX = /^TXP?[0-9]{1,3}:/;

/**
 * Decodes the text of a QR code. The length is bounded before anything is decoded.
 *
 * Throws `text-too-long`, `unknown-prefix` (not a code of ours), `unknown-version` (ours, but of another version), Base45
 * codes, the codes of `decodeStrip`, `malformed-presentation`.
 */
export function decodeCode(text: string): DecodedPresentation | DecodedPaperCode {
  if (typeof text !== 'string') throw new CodecError('unknown-prefix');
  if (text.length > MAX_CODE_TEXT) throw new CodecError('text-too-long');
  if (text.startsWith(PRESENTATION_PREFIX)) return decodePresentation(decodeBase45(text, PRESENTATION_PREFIX.length));
  if (text.startsWith(PAPER_PREFIX)) return decodePaper(decodeBase45(text, PAPER_PREFIX.length));
  throw new CodecError(VERSIONED_PREFIX.test(text) ? 'unknown-version' : 'unknown-prefix');
}

function decodePresentation(bytes: Uint8Array): DecodedPresentation {
  const fields = decodeCbor(bytes);
  if (!Array.isArray(fields) || fields.length !== 3) throw new CodecError('malformed-presentation');
  const [stripBytes, displayTime, signature] = fields;
  if (!isBytes(stripBytes) || !isInstant(displayTime)) throw new CodecError('malformed-presentation');
  if (!isBytes(signature) || signature.length !== SIGNATURE_BYTES) throw new CodecError('malformed-presentation');
  const strip = decodeStrip(stripBytes);
  const { holder } = strip.claims;
  if (!holder) throw new CodecError('malformed-presentation');
  const toBeSigned = displayToBeSigned(stripBytes, displayTime, holder.suite);
  return { kind: 'presentation', strip, holder, displayTime, toBeSigned, signature };
}

function decodePaper(bytes: Uint8Array): DecodedPaperCode {
  const strip = decodeStrip(bytes);
  if (strip.claims.kind !== 'paper') throw new CodecError('malformed-strip');
  return { kind: 'paper', strip };
}
