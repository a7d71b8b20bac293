import { equalBytes, isBytes } from './bytes.ts';
import { HEADER } from './cose-header.ts';
import { decodeSign, type Signer, type SignMessage, verifySigner } from './cose-sign.ts';
import { CodecError } from './errors.ts';
import type { PublicKey, Verifier } from './suites.ts';
import type { RootKey, TrustList } from './trust-list.ts';
import { decodeTrustListPayload } from './trust-list-payload.ts';

export interface TrustListRequirements {
  readonly roots: readonly RootKey[];
  /** How many different root keys must have signed; at least one. */
  readonly threshold: number;
  /** Seconds since 1970. */
  readonly now: number;
  /** The version held so far: an older list is a roll-back. */
  readonly minimumVersion: number;
}

const MAX_BYTES = 300_000;

/** A clock may be wrong, but a list from beyond tomorrow is not one this reader can judge. */
const FUTURE_TOLERANCE = 86_400;

/**
 * Verifies a trust list against pinned roots and returns it. An expired list is returned, not refused: verification
 * reports it as `trust-list-expired`, and the reader still knows where to fetch the next.
 *
 * Rejects with CBOR and COSE codes, `trust-list-threshold`, `malformed-trust-list`, `trust-list-version`,
 * `trust-list-from-future`.
 */
export async function verifyTrustList(
  bytes: Uint8Array,
  { roots, threshold, now, minimumVersion }: TrustListRequirements,
  verifier: Verifier,
): Promise<TrustList> {
  const message = decodeSign(bytes, { tagged: 'required', maxBytes: MAX_BYTES });
  if (message.payload === null) throw new CodecError('cose-payload-detached');
  const signed = await countRoots(message, roots, verifier);
  if (!(threshold >= 1 && signed >= threshold)) throw new CodecError('trust-list-threshold');
  // Only now, because until here the payload could be anybody's.
  const list = decodeTrustListPayload(message.payload);
  if (!(list.version >= minimumVersion)) throw new CodecError('trust-list-version');
  if (!(list.issuedAt <= now + FUTURE_TOLERANCE)) throw new CodecError('trust-list-from-future');
  return list;
}

/** Counts keys, not signatures and not key ids: one root that signs twice, or is pinned twice, counts once. */
async function countRoots(message: SignMessage, roots: readonly RootKey[], verifier: Verifier): Promise<number> {
  const counted: PublicKey[] = [];
  for (const signer of message.signers) {
    const kid = signer.protected.get(HEADER.kid);
    if (!isBytes(kid)) continue;
    for (const root of roots) {
      if (!equalBytes(root.kid, kid) || counted.some((key) => sameKey(key, root.key))) continue;
      if (await isSignedBy(message, signer, root.key, verifier)) counted.push(root.key);
    }
  }
  return counted.length;
}

async function isSignedBy(message: SignMessage, signer: Signer, key: PublicKey, verifier: Verifier): Promise<boolean> {
  try {
    await verifySigner(message, signer, key, verifier);
    return true;
  } catch (error) {
    // A signature that does not count is no reason to refuse those that do.
    if (error instanceof CodecError) return false;
    throw error;
  }
}

function sameKey(a: PublicKey, b: PublicKey): boolean {
  return a.suite === b.suite && equalBytes(a.x, b.x) && equalBytes(a.y, b.y);
}
