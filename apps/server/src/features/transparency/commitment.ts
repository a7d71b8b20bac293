import { randomBytes } from 'node:crypto';
import { leafHash } from '@tongxing/codec';
import { canonicalJson } from '@tongxing/rules';
import type { NodeContext } from '../../node-context.ts';
import type { Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import type { JsonValue } from './json.ts';
import { storeCommitments } from './store.ts';

export type CommitmentKind = 'decision' | 'code' | 'attestation' | 'access' | 'correction' | 'conversion';

const saltLength = 16;

/**
 * The leaf of a commitment: the RFC 6962 leaf hash of the canonical JSON of {kind, salt, valueHash}, where valueHash is the
 * base64url SHA-256 of the canonical JSON of the value. Without the 128 bits of salt nobody can test a guess of the value,
 * and the leaf itself is shown only inside the proofs of others.
 * @param value canonical JSON (RFC 8785) of what is committed to, or its UTF-8
 */
export function commitmentLeaf(kind: string, value: string | Uint8Array, salt: Uint8Array): Uint8Array {
  const preimage = canonicalJson({
    kind,
    salt: Buffer.from(salt).toString('base64url'),
    valueHash: sha256(value).toString('base64url'),
  });
  return leafHash(Buffer.from(preimage), sha256);
}

/** Commits to one value about a person in the caller's transaction; see {@link commitAll}. */
export async function commit(
  tx: Tx,
  context: Pick<NodeContext, 'clock'>,
  kind: CommitmentKind,
  value: JsonValue,
): Promise<string> {
  const [commitmentId] = await commitAll(tx, context, kind, [value]);
  return commitmentId!;
}

/**
 * Commits to values about people in the caller's transaction, so that the node cannot deny or change them later. The log
 * shows only the root of all commitments of a second; the caller keeps the value, this table keeps the salt, and who has both
 * can prove what was committed.
 * @returns the commitment ids, in the order of the values
 */
export function commitAll(
  tx: Tx,
  context: Pick<NodeContext, 'clock'>,
  kind: CommitmentKind,
  values: readonly JsonValue[],
): Promise<string[]> {
  return commitTexts(tx, context, kind, values.map(canonicalJson));
}

/** {@link commitAll} for a caller who has written the values already. @param values canonical JSON (RFC 8785), or its UTF-8 */
export async function commitTexts(
  tx: Tx,
  context: Pick<NodeContext, 'clock'>,
  kind: CommitmentKind,
  values: readonly (string | Uint8Array)[],
): Promise<string[]> {
  const madeAt = context.clock.now();
  const salts = randomBytes(saltLength * values.length);
  const commitments = values.map((value, position) => {
    const salt = salts.subarray(position * saltLength, (position + 1) * saltLength);
    return { commitmentId: newId(madeAt), salt, leaf: commitmentLeaf(kind, value, salt) };
  });
  await storeCommitments(tx, kind, madeAt, commitments);
  return commitments.map(({ commitmentId }) => commitmentId);
}
