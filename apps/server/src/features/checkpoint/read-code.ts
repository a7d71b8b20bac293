import {
  decodeCode,
  verifyCode,
  verifyDecodedCode,
  type Verification,
  type VerificationContext,
  type Verifier,
} from '@tongxing/codec';
import type { Place } from '../code/index.ts';

/** A code as it was scanned, decoded once: its status has to be looked up before it can be verified. */
export interface ReadCode {
  readonly text: string;
  /** Undefined when the text is no code; the verification says what is wrong with it. */
  readonly decoded: ReturnType<typeof decodeCode> | undefined;
}

export function readCode(text: string): ReadCode {
  try {
    return { text, decoded: decodeCode(text) };
  } catch {
    return { text, decoded: undefined };
  }
}

/** Where the strip says its status stands. Nothing has been verified. */
export function placeOf({ decoded }: ReadCode): Place | undefined {
  return decoded?.strip.claims.status;
}

export function verifyRead(
  { text, decoded }: ReadCode,
  context: VerificationContext,
  verifier: Verifier,
): Promise<Verification> {
  return decoded === undefined ? verifyCode(text, context, verifier) : verifyDecodedCode(decoded, context, verifier);
}
