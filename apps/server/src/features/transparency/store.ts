import type { TreeNode } from '@tongxing/codec';
import { sql } from 'kysely';
import type { Read, Tx } from '../../platform/db.ts';
import { insertRows } from '../../platform/rows.ts';

/** The hash of a complete subtree; see migrations/0007_transparency.sql. */
export interface StoredNode extends TreeNode {
  readonly hash: Uint8Array;
}

export interface PendingEntry {
  readonly pendingId: string;
  readonly entry: Uint8Array;
}

export interface SequencedEntry extends PendingEntry {
  readonly leafHash: Uint8Array;
}

export async function storePending(tx: Tx, pendingId: string, entry: Uint8Array): Promise<void> {
  await tx
    .insertInto('log_pending')
    .values({ pending_id: pendingId, entry: Buffer.from(entry) })
    .execute();
}

export async function storeCommitments(
  tx: Tx,
  kind: string,
  madeAt: Date,
  commitments: readonly { commitmentId: string; salt: Uint8Array; leaf: Uint8Array }[],
): Promise<void> {
  await insertRows(tx, 'log_commitment', commitments, {
    commitment_id: ['uuid', ({ commitmentId }) => commitmentId],
    kind: ['text', () => kind],
    leaf: ['bytea', ({ leaf }) => leaf],
    salt: ['bytea', ({ salt }) => salt],
    made_at: ['timestamptz', () => madeAt],
  });
}

/** Makes other sequencers wait until this transaction ends; readers and those who append are not held up. */
export async function lockLog(tx: Tx): Promise<void> {
  await sql`lock table log_entry in share row exclusive mode`.execute(tx);
}

/** Puts the oldest waiting commitments into the batch and returns their leaves in the order of the batch. */
export async function takeCommitments(tx: Tx, batchId: string, limit: number): Promise<Buffer[]> {
  const { rows } = await sql<{ leaf: Buffer }>`
    with waiting as (
      select commitment_id, row_number() over (order by made_at, commitment_id) - 1 as position
        from (select commitment_id, made_at from log_commitment
               where batch_pending_id is null order by made_at, commitment_id limit ${limit}) oldest
    ), taken as (
      update log_commitment set batch_pending_id = ${batchId}, batch_position = waiting.position
        from waiting where log_commitment.commitment_id = waiting.commitment_id
      returning leaf, batch_position
    )
    select leaf from taken order by batch_position`.execute(tx);
  return rows.map(({ leaf }) => leaf);
}

/** Takes the oldest waiting entries out of the queue. */
export async function takePending(tx: Tx, limit: number): Promise<PendingEntry[]> {
  const { rows } = await sql<PendingEntry>`
    with taken as (
      delete from log_pending
       where pending_id in (select pending_id from log_pending order by pending_id limit ${limit})
      returning pending_id, entry
    )
    select pending_id as "pendingId", entry from taken order by pending_id`.execute(tx);
  return rows;
}

/** Leaves in the log, whether or not a checkpoint covers them yet. */
export async function readSize(db: Read): Promise<number> {
  const last = await db
    .selectFrom('log_entry')
    .select('log_index')
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : last.log_index + 1;
}

export async function storeEntries(tx: Tx, size: number, entries: readonly SequencedEntry[]): Promise<void> {
  await sql`
    insert into log_entry (log_index, pending_id, entry, leaf_hash)
    select ${size}::bigint + position - 1, pending_id, entry, leaf_hash
      from unnest(${entries.map((row) => row.pendingId)}::uuid[],
                  ${entries.map((row) => row.entry)}::bytea[],
                  ${entries.map((row) => row.leafHash)}::bytea[])
           with ordinality as t (pending_id, entry, leaf_hash, position)`.execute(tx);
}

export async function storeNodes(tx: Tx, nodes: readonly StoredNode[]): Promise<void> {
  await sql`
    insert into log_node (level, node_index, hash)
    select * from unnest(${nodes.map((node) => node.level)}::integer[],
                         ${nodes.map((node) => node.index)}::bigint[],
                         ${nodes.map((node) => node.hash)}::bytea[])`.execute(tx);
}

/** The named subtrees, in the order asked. @throws Error when one is not stored, which a sound log never lacks */
export async function readNodes(db: Read, nodes: readonly TreeNode[]): Promise<StoredNode[]> {
  const { rows } = await sql<StoredNode>`
    select level, node_index as index, hash
      from unnest(${nodes.map((node) => node.level)}::integer[], ${nodes.map((node) => node.index)}::bigint[])
           with ordinality as wanted (level, node_index, position)
      join log_node using (level, node_index)
     order by position`.execute(db);
  if (rows.length !== nodes.length) throw new Error('the log lacks a node it should have');
  return rows;
}

/** Hashes of one level, from `first` on. */
export async function readLevel(db: Read, level: number, first: number, count: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_node')
    .select('hash')
    .where('level', '=', level)
    .where('node_index', '>=', first)
    .where('node_index', '<', first + count)
    .orderBy('node_index')
    .execute();
  return rows.map(({ hash }) => hash);
}

export async function readEntries(db: Read, first: number, count: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_entry')
    .select('entry')
    .where('log_index', '>=', first)
    .where('log_index', '<', first + count)
    .orderBy('log_index')
    .execute();
  return rows.map(({ entry }) => entry);
}

export async function readCheckpoint(db: Read): Promise<{ size: number; note: string } | undefined> {
  return db.selectFrom('log_checkpoint').select(['size', 'note']).orderBy('size', 'desc').limit(1).executeTakeFirst();
}

export async function storeCheckpoint(
  db: Read,
  checkpoint: { size: number; root: Uint8Array; note: string; signedAt: Date },
): Promise<void> {
  await db
    .insertInto('log_checkpoint')
    .values({
      size: checkpoint.size,
      root: Buffer.from(checkpoint.root),
      note: checkpoint.note,
      signed_at: checkpoint.signedAt,
    })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .execute();
}

export interface SequencedCommitment {
  readonly kind: string;
  readonly salt: Buffer;
  readonly position: number;
  readonly batchId: string;
  readonly logIndex: number;
  readonly entry: Buffer;
}

/** A commitment with the entry of its batch; undefined while it waits, or when there is none of that id. */
export async function readCommitment(db: Read, commitmentId: string): Promise<SequencedCommitment | undefined> {
  const { rows } = await sql<SequencedCommitment>`
    select kind, salt, batch_position as position, batch_pending_id as "batchId", log_index as "logIndex", entry
      from log_commitment join log_entry on log_entry.pending_id = log_commitment.batch_pending_id
     where commitment_id = ${commitmentId}`.execute(db);
  return rows[0];
}

/** All leaves of a batch, in order. */
export async function readBatch(db: Read, batchId: string): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_commitment')
    .select('leaf')
    .where('batch_pending_id', '=', batchId)
    .orderBy('batch_position')
    .execute();
  return rows.map(({ leaf }) => leaf);
}
