import { createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '../../../../test/database.ts';
import { transact, type DbHandle, type Tx } from '../../../platform/db.ts';
import { Bytes } from '../../../platform/http/bytes.ts';
import type { Implementation } from '../../../platform/http/implementation.ts';
import { ensureKeys, openKeyFolder } from '../../../platform/key-folder.ts';
import { keyFor, type Signer } from '../../../platform/signer.ts';
import { appendEntry, logRoutes, proofRoute, type LookUpCommitted } from '../index.ts';

export const at = '2026-11-24T08:00:00+08:00';

/** A node with nothing in it but a log, on a database of its own. */
export interface TestLog {
  readonly handle: DbHandle;
  readonly context: {
    readonly db: DbHandle['db'];
    readonly clock: { now(): Date };
    readonly signer: Signer;
    readonly config: { readonly division: string };
  };
  readonly publicKey: KeyObject;
  /** Every text the key has signed, whether or not anybody ever saw the signature. */
  readonly signedTexts: string[];
  /** Makes the signer fail: before it signs, or after it has signed and before it answers. */
  failSigning(when: 'before' | 'after' | 'never'): void;
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Appends that many entries in one transaction. */
  append(count: number): Promise<void>;
  checkpoint(): Promise<string>;
  tile(path: string): Promise<Bytes>;
  proof(lookUp: LookUpCommitted, personId?: string, subjectId?: string): Promise<unknown>;
}

export async function openTestLog(): Promise<TestLog> {
  const handle = await openTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'tx-log-'));
  await ensureKeys(folder);
  const held = await openKeyFolder(folder);
  const { publicKey: x } = await keyFor(held, 'log');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const signedTexts: string[] = [];
  let failing: 'before' | 'after' | 'never' = 'never';
  const signer: Signer = {
    ...held,
    async signCheckpoint(text, proof) {
      if (failing === 'before') throw new Error('the signer is away');
      const signature = await held.signCheckpoint(text, proof);
      signedTexts.push(text);
      if (failing === 'after') throw new Error('the answer of the signer was lost');
      return signature;
    },
  };
  const context = {
    db: handle.db,
    clock: { now: () => new Date(at) },
    signer,
    config: { division: '370000' },
  };
  const [getCheckpoint, getTile] = logRoutes(context);
  let appended = 0;
  const write: TestLog['write'] = (work) => transact(handle.db, work);
  return {
    handle,
    context,
    publicKey,
    signedTexts,
    failSigning: (when) => (failing = when),
    write,
    append: (count) =>
      write(async (tx) => {
        for (let i = 0; i < count; i++) await appendEntry(tx, context, { kind: 'policy-pack', number: appended++, at });
      }),
    checkpoint: async () => String(((await call(getCheckpoint!, {})) as Bytes).content),
    tile: async (path) => (await call(getTile!, { params: { '*': path } })) as Bytes,
    proof: (lookUp, personId = 'person', subjectId = 'subject') =>
      call(proofRoute(context, lookUp), { principal: { personId }, params: { subjectId } }),
  };
}

function call(implementation: Implementation, input: object): Promise<unknown> {
  return implementation.handle(input as never);
}
