import { isBytes } from './bytes.ts';
import type { Sign1 } from './cose.ts';
import { encodeProtected, HEADER } from './cose-header.ts';
import { CodecError, type CodeErrorCode } from './errors.ts';
import { type Suite, suiteOfAlg, SUITES } from './suites.ts';

/** With which of its keys a node signs. */
export interface Issuer {
  readonly suite: Suite;
  readonly kid: Uint8Array;
}

/** The protected header of what a node signs: algorithm and key id, nothing else. Throws `kid-too-long` (also for an empty kid). */
export function encodeIssuerHeader({ suite, kid }: Issuer): Uint8Array {
  const { alg, maxKid } = SUITES[suite];
  if (kid.length === 0 || kid.length > maxKid) throw new CodecError('kid-too-long');
  return encodeProtected(
    new Map<number, number | Uint8Array>([
      [HEADER.alg, alg],
      [HEADER.kid, kid],
    ]),
  );
}

/** Reads what `encodeIssuerHeader` writes. Throws `malformed`, the code for what was signed, or `unknown-suite`. */
export function decodeIssuerHeader(message: Sign1, malformed: CodeErrorCode): Issuer {
  const header = message.protected;
  const kid = header.get(HEADER.kid);
  if (header.size !== 2 || !header.has(HEADER.alg) || !isBytes(kid) || message.unprotected.size !== 0)
    throw new CodecError(malformed, `${malformed}: header`);
  const suite = suiteOfAlg(header.get(HEADER.alg));
  if (!suite) throw new CodecError('unknown-suite');
  if (kid.length === 0 || kid.length > SUITES[suite].maxKid) throw new CodecError(malformed, `${malformed}: kid`);
  return { suite, kid };
}
