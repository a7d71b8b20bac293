import { formatCheckpoint, formatNote, noteKey, parseCheckpoint, signNote } from '@tongxing/codec';
import type { Config } from '../../config.ts';
import type { NodeContext } from '../../node-context.ts';
import { sha256 } from '../../platform/ids.ts';
import { keyFor, SignerRefusal } from '../../platform/signer.ts';
import { readCheckpoint, readSize, storeCheckpoint } from './store.ts';
import { readConsistency, readRoot } from './tree.ts';

/** The first line of a log's checkpoints and the name of its key: it names the log wherever the node's address may move. */
export function logOrigin(division: string): string {
  return `tongxing.example/log/${division}`;
}

/** What signing the log takes. */
export interface LogContext extends Pick<NodeContext, 'db' | 'clock' | 'signer'> {
  readonly config: Pick<Config, 'division'>;
}

/** What another node needs to check this node's log: its origin and its Ed25519 key, 32 bytes. */
export async function describeLog(
  context: Pick<LogContext, 'config' | 'signer'>,
): Promise<{ readonly origin: string; readonly key: Uint8Array }> {
  const { publicKey } = await keyFor(context.signer, 'log');
  return { origin: logOrigin(context.config.division), key: Buffer.from(publicKey, 'base64url') };
}

/**
 * Signs the log as it is committed, unless that size is signed already (C2SP tlog-checkpoint, signed-note).
 *
 * A log must never sign two trees of one size. Here only committed trees are signed, and these grow but do not change: whatever is
 * signed for a size, now or after a crash, is a signature over the same root. A database that was restored to an earlier state is
 * the exception, and the signer, who remembers, does not follow it.
 * @throws SignerRefusal `log-forked`
 */
export async function publishCheckpoint(context: LogContext): Promise<void> {
  const { db, signer } = context;
  const size = await readSize(db);
  if ((await readCheckpoint(db))?.size === size) return;
  const proof = await proveGrowth(context, size);
  const root = await readRoot(db, size);
  const { origin, key } = await describeLog(context);
  const text = formatCheckpoint({ origin, size, root, extensions: [] });
  const signature = await signNote(text, noteKey(origin, 'ed25519', key, sha256), () =>
    signer.signCheckpoint(text, proof),
  );
  const note = formatNote({ text, signatures: [signature] });
  await storeCheckpoint(db, { size, root, note, signedAt: context.clock.now() });
}

/** That the tree signed last is a prefix of this one. */
async function proveGrowth({ db, signer }: LogContext, size: number): Promise<Uint8Array[]> {
  const signed = await signer.signedCheckpoint();
  const from = signed === undefined ? 0 : parseCheckpoint(signed).size;
  if (from > size) throw new SignerRefusal('log-forked');
  return readConsistency(db, from, size);
}

/** Does the database still hold the tree that was signed last? It does not after it was restored to an earlier state. */
export async function logState({ db, signer }: Pick<LogContext, 'db' | 'signer'>): Promise<'whole' | 'forked'> {
  const signed = await signer.signedCheckpoint();
  if (signed === undefined) return 'whole';
  const { size, root } = parseCheckpoint(signed);
  if (size > (await readSize(db))) return 'forked';
  return Buffer.from(root).equals(await readRoot(db, size)) ? 'whole' : 'forked';
}
