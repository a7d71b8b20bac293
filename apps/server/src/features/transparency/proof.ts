import type { schemas } from '@tongxing/contract';
import { canonicalJson } from '@tongxing/rules';
import type { Read } from '../../platform/db.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { CommitmentKind } from './commitment.ts';
import type { JsonValue } from './json.ts';
import { readBatch, readCheckpoint, readCommitment } from './store.ts';
import { pathIn, readPath } from './tree.ts';

/** What was committed to, as the feature that committed it has kept it. */
export interface Committed {
  readonly commitmentId: string;
  readonly value: JsonValue;
}

/**
 * The way from a committed value to the newest checkpoint: value and salt make a leaf, the leaf a batch root, the batch root
 * stands in a log entry, and the entry is in the tree that the checkpoint signs.
 * @throws Refusal `temporarily-unavailable` in the second or so until the commitment is under a checkpoint
 */
export async function proveCommitment(db: Read, { commitmentId, value }: Committed): Promise<schemas.LogProof> {
  const checkpoint = await readCheckpoint(db);
  const commitment = await readCommitment(db, commitmentId);
  if (checkpoint === undefined || commitment === undefined || commitment.logIndex >= checkpoint.size) {
    throw new Refusal('temporarily-unavailable', { detail: 'not yet in the log', retryAfterSeconds: 2 });
  }
  const leaves = await readBatch(db, commitment.batchId);
  return {
    kind: commitment.kind as CommitmentKind,
    value: canonicalJson(value),
    salt: commitment.salt.toString('base64url'),
    batchIndex: commitment.position,
    batchSize: leaves.length,
    batchPath: encodePath(pathIn(leaves, commitment.position)),
    entry: commitment.entry.toString('base64url'),
    logIndex: commitment.logIndex,
    logPath: encodePath(await readPath(db, commitment.logIndex, checkpoint.size)),
    checkpoint: checkpoint.note,
  };
}

function encodePath(path: readonly Uint8Array[]): string[] {
  return path.map((hash) => Buffer.from(hash).toString('base64url'));
}
