import { readFile } from 'node:fs/promises';
import { verifyTrustList, type RootKey, type TrustList, type TrustedNode, type Verifier } from '@tongxing/codec';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { NodeContext } from '../../node-context.ts';
import { toUnix } from '../../platform/clock.ts';
import { transact } from '../../platform/db.ts';
import { sha256 } from '../../platform/ids.ts';
import { appendEntry } from '../transparency/index.ts';

type Deps = Pick<NodeContext, 'db' | 'clock' | 'config'> & { readonly verifier: Verifier };

export interface HeldTrustList {
  readonly trustList: TrustList;
  /** When this node last knew that there is no newer list (seconds). */
  readonly trustListAsOf: number;
}

/** The trust list that this node judges by. */
export interface TrustListSource {
  /** `trustList` is undefined before the first list has been taken in. */
  current(): Promise<HeldTrustList | { readonly trustList: undefined }>;
  bytes(): Promise<Uint8Array | undefined>;
  /** Whom this node recognises now: nobody once the list has expired. */
  nodes(): Promise<readonly TrustedNode[]>;
  /** The node of a division; undefined when it is not recognised. */
  node(division: string): Promise<TrustedNode | undefined>;
}

const RootsFile = Type.Array(
  Type.Object({ kid: Type.String(), x: Type.String(), y: Type.String() }, { additionalProperties: false }),
  { minItems: 1 },
);

/** How long a held list is believed before the database is asked whether another process has taken in a newer one. */
const keepMs = 2000;

export function createTrustListSource(deps: Deps): TrustListSource {
  let held: { list: HeldTrustList; content: Buffer; readAt: number } | undefined;
  let reading: ReturnType<typeof read> | undefined;

  async function load() {
    const now = deps.clock.now().getTime();
    if (held !== undefined && Math.abs(now - held.readAt) < keepMs) return held;
    // The requests of one moment read it once.
    reading ??= read(now).finally(() => (reading = undefined));
    return reading;
  }

  async function read(now: number) {
    const row = await deps.db
      .selectFrom('trust_list')
      .select(['version', 'content', 'received_at'])
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const list =
      held?.list.trustList.version === row.version
        ? held.list.trustList
        : await verify(deps, await readRoots(deps), row.content, row.version);
    held = { list: { trustList: list, trustListAsOf: toUnix(row.received_at) }, content: row.content, readAt: now };
    return held;
  }

  async function nodes(): Promise<readonly TrustedNode[]> {
    const list = (await load())?.list.trustList;
    return list !== undefined && toUnix(deps.clock.now()) < list.expiresAt ? list.nodes : [];
  }

  return {
    current: async () => (await load())?.list ?? { trustList: undefined },
    bytes: async () => (await load())?.content,
    nodes,
    node: async (division) => (await nodes()).find((node) => node.division === division),
  };
}

/**
 * Takes in the list that the administrator has put beside the configuration, when its version is higher than the one held.
 * @throws Error when it is not signed by enough of the pinned roots, or older than the one held
 */
export async function takeInTrustList(deps: Deps): Promise<void> {
  const content = await readFile(deps.config.trust.listFile);
  const held = await deps.db
    .selectFrom('trust_list')
    .select((e) => e.fn.max('version').as('version'))
    .executeTakeFirst();
  const list = await verify(deps, await readRoots(deps), content, held?.version ?? 0);
  if (list.version === held?.version) return;
  const now = deps.clock.now();
  await transact(deps.db, async (tx) => {
    await tx.insertInto('trust_list').values({ version: list.version, content, received_at: now }).execute();
    await appendEntry(tx, deps, {
      kind: 'trust-list',
      version: list.version,
      sha256: sha256(content).toString('base64url'),
      at: now.toISOString(),
    });
  });
}

function verify(deps: Deps, roots: RootKey[], content: Uint8Array, minimumVersion: number): Promise<TrustList> {
  const { threshold } = deps.config.trust;
  const now = toUnix(deps.clock.now());
  return verifyTrustList(content, { roots, threshold, now, minimumVersion }, deps.verifier);
}

/** The root keys that were put beside the configuration. @throws Error when they are not in the expected form */
export async function readRoots(deps: Pick<Deps, 'config'>): Promise<RootKey[]> {
  const content: unknown = JSON.parse(await readFile(deps.config.trust.rootsFile, 'utf8'));
  if (!Value.Check(RootsFile, content)) throw new Error('the file of root keys is not in the expected form');
  return content.map(({ kid, x, y }) => ({
    kid: Buffer.from(kid, 'hex'),
    key: { suite: 'ES256', x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') },
  }));
}
