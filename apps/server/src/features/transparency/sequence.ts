import { leafHash, rootNodes, rootOf } from '@tongxing/codec';
import { toEdge } from '../../platform/clock.ts';
import { transact, type Tx } from '../../platform/db.ts';
import { newId, sha256 } from '../../platform/ids.ts';
import { publishCheckpoint, type LogContext } from './checkpoint.ts';
import { encodeEntry } from './entry.ts';
import {
  lockLog,
  readNodes,
  readSize,
  storeEntries,
  storeNodes,
  takeCommitments,
  takePending,
  type PendingEntry,
} from './store.ts';
import { growTree } from './tree.ts';

// A proof reads its whole batch, so this bounds the cost of a proof; what does not fit waits for the next second.
const largestBatch = 8192;
const mostEntries = 4096;

/**
 * Gives everything that waits its place in the log, then signs a checkpoint of it. Run once a second by one process.
 *
 * The tree is committed first and signed afterwards. A crash before the commit leaves everything waiting as it was; a crash
 * after it leaves a longer log under an older checkpoint, and the next run signs it. The other order would let a signature
 * out for a tree that is then lost, and another tree of the same size would be signed in its place: a log that tells two stories.
 */
export async function sequenceLog(context: LogContext): Promise<void> {
  await transact(context.db, (tx) => growLog(tx, context.clock.now()));
  await publishCheckpoint(context);
}

async function growLog(tx: Tx, now: Date): Promise<void> {
  // The caller's lock ends with its connection, its transaction may live a little longer: the size is read alone.
  await lockLog(tx);
  const entries = [...(await takePending(tx, mostEntries)), ...(await batchCommitments(tx, now))];
  if (entries.length === 0) return;
  const sequenced = entries.map((entry) => ({ ...entry, leafHash: leafHash(entry.entry, sha256) }));
  const size = await readSize(tx);
  const edge = await readNodes(tx, rootNodes(size));
  await storeEntries(tx, size, sequenced);
  await storeNodes(
    tx,
    growTree(
      edge,
      size,
      sequenced.map((entry) => entry.leafHash),
    ),
  );
}

/** The entry for all commitments that wait: nothing but the root over their leaves, and how many there are. */
async function batchCommitments(tx: Tx, now: Date): Promise<PendingEntry[]> {
  const batchId = newId(now);
  const leaves = await takeCommitments(tx, batchId, largestBatch);
  if (leaves.length === 0) return [];
  const root = Buffer.from(rootOf(leaves, sha256)).toString('base64url');
  return [
    { pendingId: batchId, entry: encodeEntry({ kind: 'commitments', root, size: leaves.length, at: toEdge(now) }) },
  ];
}
