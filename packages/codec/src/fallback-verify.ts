import { isBytes } from './bytes.ts';
import { HEADER } from './cose-header.ts';
import { contentOf, decodeSign1, verifySign1 } from './cose.ts';
import { coversDivision } from './division.ts';
import { CodecError } from './errors.ts';
import { decodeFallbackOrder, decodeFallbackWord, type FallbackOrder, type FallbackWord } from './fallback-order.ts';
import { externalAadOf } from './signing-context.ts';
import type { Verifier } from './suites.ts';
import { findKey } from './trust-list-find.ts';
import type { TrustList } from './trust-list.ts';

export interface FallbackRequirements {
  /** As `verifyTrustList` returned it. */
  readonly trustList: TrustList;
  /** Where the reader stands: an order counts in its own province only. */
  readonly division: string;
  /** Seconds since 1970. */
  readonly now: number;
  /** The version, or the number, that is held so far; 0 while there is none. An older one is refused. */
  readonly atLeast: number;
}

const MAX_BYTES = 65_536;

/**
 * Verifies a fallback order and returns it. Whether it applies is for `fallbackInForce` to say.
 * @throws CodecError of CBOR and COSE, `malformed-fallback`, `fallback-elsewhere`, `fallback-untrusted`, `bad-signature`,
 *   `fallback-version`
 */
export async function verifyFallbackOrder(
  bytes: Uint8Array,
  required: FallbackRequirements,
  verifier: Verifier,
): Promise<FallbackOrder> {
  const order = await verify(bytes, decodeFallbackOrder, required, verifier);
  if (!(order.version >= required.atLeast)) throw new CodecError('fallback-version');
  return order;
}

/** Verifies what the node said about its order, as `verifyFallbackOrder` does. @throws CodecError the same */
export async function verifyFallbackWord(
  bytes: Uint8Array,
  required: FallbackRequirements,
  verifier: Verifier,
): Promise<FallbackWord> {
  const word = await verify(bytes, decodeFallbackWord, required, verifier);
  if (!(word.number >= required.atLeast)) throw new CodecError('fallback-version');
  return word;
}

/** The order as it stands, for whoever shows it: nothing has been verified. @throws CodecError of CBOR and COSE, `malformed-fallback` */
export function readFallbackOrder(bytes: Uint8Array): FallbackOrder {
  return decodeFallbackOrder(contentOf(decode(bytes).payload, undefined));
}

const decode = (bytes: Uint8Array) => decodeSign1(bytes, { tagged: 'required', maxBytes: MAX_BYTES });

async function verify<Content extends { readonly division: string }>(
  bytes: Uint8Array,
  contentIn: (payload: Uint8Array) => Content,
  { trustList, division, now }: FallbackRequirements,
  verifier: Verifier,
): Promise<Content> {
  const message = decode(bytes);
  const kid = message.protected.get(HEADER.kid);
  // Read before it is believed: which key to verify with depends on whose it says it is.
  const content = contentIn(contentOf(message.payload, undefined));
  if (!coversDivision(content.division, division)) throw new CodecError('fallback-elsewhere');
  if (!(now < trustList.expiresAt) || !isBytes(kid)) throw new CodecError('fallback-untrusted');
  const found = findKey(trustList, kid, 'status', content.division, now);
  // A node below may not order for the province above, nor one above for a whole country of others.
  if (!found.found || found.node.division !== content.division) throw new CodecError('fallback-untrusted');
  await verifySign1(bytes, found.key, verifier, { externalAad: externalAadOf('fallback'), maxBytes: MAX_BYTES });
  return content;
}
