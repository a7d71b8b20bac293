import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CodecError, parseCheckpoint, verifyConsistency, type Checkpoint } from '@tongxing/codec';
import { writeDurably } from './durable-file.ts';
import { sha256 } from './ids.ts';
import { SignerRefusal } from './signer.ts';

const fileName = 'log-signed.txt';

/** What the log key has signed last. It lies beside the key and not in the database. */
export interface LogMemory {
  last(): string | undefined;
  /** Remembers a checkpoint that grows out of the last one. @throws SignerRefusal `not-a-checkpoint`, `log-forked` */
  admit(text: string, proof: readonly Uint8Array[]): Promise<void>;
}

/**
 * A log must never sign two trees of one size (C2SP tlog-checkpoint), and a database that was restored to an earlier state grows into
 * another tree than the one the world has seen. Whoever holds the key is the one who can know, so a signature is given only for a
 * tree that is proved to contain the last one.
 */
export async function openLogMemory(folder: string): Promise<LogMemory> {
  let last = await readLast(folder);
  let earlier: Promise<unknown> = Promise.resolve();

  async function admit(text: string, proof: readonly Uint8Array[]): Promise<void> {
    const next = read(text);
    if (last !== undefined && !growsOutOf(read(last), next, proof)) throw new SignerRefusal('log-forked');
    if (text === last) return;
    await writeDurably(folder, fileName, text);
    last = text;
  }

  return {
    last: () => last,
    admit(text, proof) {
      // One after the other: two requests at once must not both be compared with what was signed before them.
      const turn = earlier.then(() => admit(text, proof));
      earlier = turn.catch(() => undefined);
      return turn;
    },
  };
}

function growsOutOf(last: Checkpoint, next: Checkpoint, proof: readonly Uint8Array[]): boolean {
  if (next.origin !== last.origin) return false;
  return verifyConsistency(last.size, next.size, proof, last.root, next.root, sha256);
}

function read(text: string): Checkpoint {
  try {
    return parseCheckpoint(text);
  } catch (error) {
    if (error instanceof CodecError) throw new SignerRefusal('not-a-checkpoint');
    throw error;
  }
}

async function readLast(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, fileName), 'utf8');
  } catch (error) {
    // Before its first checkpoint a log has no past. Anything else that is wrong with the file must stop the signer.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
