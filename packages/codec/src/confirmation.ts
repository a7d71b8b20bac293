import { isBytes } from './bytes.ts';
import { type CborInput, type CborMap, type CborValue } from './cbor.ts';
import { CodecError, type CodeErrorCode } from './errors.ts';
import { type PublicKey, suiteOfCurve, SUITES } from './suites.ts';

/** COSE_Key labels and the key type EC2 (RFC 9052 §7, RFC 9053 §7.1.1). */
export const COSE_KEY = { kty: 1, crv: -1, x: -2, y: -3, ec2: 2 } as const;

/** RFC 8747 §3.2: whose signature the bearer of the claims must be able to make, as COSE_Key 1. */
export function encodeConfirmation({ suite, x, y }: PublicKey): CborInput {
  const key = new Map<number, number | Uint8Array>([
    [COSE_KEY.kty, COSE_KEY.ec2],
    [COSE_KEY.crv, SUITES[suite].crv],
    [COSE_KEY.x, x],
    [COSE_KEY.y, y],
  ]);
  return new Map([[1, key]]);
}

/** Reads what `encodeConfirmation` writes. Throws `malformed`, the code for what it stands in, or `unknown-suite`. */
export function decodeConfirmation(value: CborValue, malformed: CodeErrorCode): PublicKey {
  const outer = requireMap(value, malformed);
  const key = requireMap(outer.get(1), malformed);
  const x = key.get(COSE_KEY.x);
  const y = key.get(COSE_KEY.y);
  const shaped = outer.size === 1 && key.size === 4 && key.get(COSE_KEY.kty) === COSE_KEY.ec2 && key.has(COSE_KEY.crv);
  if (!shaped || !isBytes(x) || !isBytes(y)) throw new CodecError(malformed, `${malformed}: cnf`);
  const suite = suiteOfCurve(key.get(COSE_KEY.crv));
  if (!suite) throw new CodecError('unknown-suite');
  return { suite, x, y };
}

function requireMap(value: CborValue | undefined, malformed: CodeErrorCode): CborMap {
  if (!(value instanceof Map)) throw new CodecError(malformed, `${malformed}: cnf`);
  return value;
}
