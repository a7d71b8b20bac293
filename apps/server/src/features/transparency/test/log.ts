import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { openTestDatabase } from '../../../../test/database.ts';
import { transact, type DbHandle, type Tx } from '../../../platform/db.ts';
import { Bytes } from '../../../platform/http/bytes.ts';
import type { Implementation } from '../../../platform/http/implementation.ts';
import type { Signer } from '../../../platform/signer.ts';
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
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const signedTexts: string[] = [];
  let failing: 'before' | 'after' | 'never' = 'never';
  const signer: Signer = {
    async publicKeys() {
      const { x } = publicKey.export({ format: 'jwk' });
      return [{ kid: '0011223344556677', use: 'log', suite: 'Ed25519', publicKey: x! }];
    },
    async sign(_kid, messages) {
      if (failing === 'before') throw new Error('the signer is away');
      signedTexts.push(...messages.map((message) => Buffer.from(message).toString()));
      if (failing === 'after') throw new Error('the answer of the signer was lost');
      return messages.map((message) => sign(null, message, privateKey));
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
