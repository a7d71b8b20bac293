import { readFile } from 'node:fs/promises';
import { createJobs, createWebApp } from './app.ts';
import { readKey, type Config } from './config.ts';
import { takeInTrustList } from './features/federation/index.ts';
import { ensureAdmin } from './features/identity/index.ts';
import { loadPacks } from './features/policy/index.ts';
import { appendEntry } from './features/transparency/index.ts';
import type { NodeContext } from './node-context.ts';
import type { Clock } from './platform/clock.ts';
import { openDatabase, transact } from './platform/db.ts';
import { createVerifier } from './platform/ecdsa.ts';
import { runJobs } from './platform/jobs.ts';
import { ensureKeys, openKeyFolder } from './platform/key-folder.ts';
import { createLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { createSeal } from './platform/seal.ts';
import { connectSigner, serveSigner } from './platform/signer-socket.ts';
import type { Signer } from './platform/signer.ts';
import { readProvince } from './province.ts';
import { connectSources } from './sources/connect.ts';

/** What a process of a node does. `all` is every role in one process; `migrate` prepares the database and ends. */
export type Role = 'all' | 'web' | 'jobs' | 'signer' | 'migrate';
export const roles: readonly Role[] = ['all', 'web', 'jobs', 'signer', 'migrate'];

export interface RunningNode {
  stop(): Promise<void>;
}

/** Starts one process of a node. Rejects, having released everything, when it cannot start. */
export async function startNode(role: Role, config: Config, clock: Clock): Promise<RunningNode> {
  const stops: (() => Promise<unknown>)[] = [];
  // In the opposite order of starting: what was opened first is used by what came after.
  const stop = async () => {
    for (const close of stops.splice(0).toReversed()) await close();
  };
  try {
    await start(role, config, clock, stops);
    return { stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stops = (() => Promise<unknown>)[];

async function start(role: Role, config: Config, clock: Clock, stops: Stops): Promise<void> {
  if (role === 'signer') return startSigner(config, stops);
  const context = await openContext(role, config, clock, stops);
  if (role === 'migrate') return;
  const sources = await connectSources(clock, config.sources);
  if (role === 'all' || role === 'jobs') {
    const { jobs, ticks } = createJobs(context.node, sources);
    const runner = await runJobs(context.pool, clock, context.node.log, jobs, ticks);
    stops.push(() => runner.stop());
  }
  if (role === 'all' || role === 'web') {
    const app = await createWebApp(context.node, sources);
    await app.listen({ host: config.http.host, port: config.http.port });
    stops.push(() => app.close());
  }
}

async function startSigner(config: Config, stops: Stops): Promise<void> {
  if (!('keyFolder' in config.signer)) throw new Error('the signer role needs signer.keyFolder in its configuration');
  await ensureKeys(config.signer.keyFolder);
  const server = await serveSigner(await openKeyFolder(config.signer.keyFolder), config.signer.socket);
  stops.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()));
}

async function openContext(role: Role, config: Config, clock: Clock, stops: Stops) {
  const province = await readProvince(config.provinceFolder, config.division);
  const handle = openDatabase(config.database.url, config.database.maxConnections);
  stops.push(() => handle.close());
  if (role === 'migrate' || role === 'all') await migrate(handle.pool);
  const node: NodeContext = {
    config,
    province,
    db: handle.db,
    clock,
    log: createLog(config.logLevel),
    seal: createSeal(new Map([[1, await readKey(config.secrets.sealKeyFile)]]), await readKey(config.secrets.indexKeyFile)),
    permutationKey: await readKey(config.secrets.permutationKeyFile),
    signer: await openSigner(role, config),
  };
  if (role === 'migrate' || role === 'all') await prepare(node);
  return { node, pool: handle.pool };
}

async function openSigner(role: Role, config: Config): Promise<Signer> {
  if (role === 'all' && 'keyFolder' in config.signer) {
    await ensureKeys(config.signer.keyFolder);
    return openKeyFolder(config.signer.keyFolder);
  }
  return connectSigner(config.signer.socket);
}

/** What a database needs before the node serves: packs, trust list, the first administrator, and its keys in the log. */
async function prepare(node: NodeContext): Promise<void> {
  await loadPacks(node);
  await takeInTrustList({ ...node, verifier: createVerifier() });
  const password = (await readFile(node.config.admin.passwordFile, 'utf8')).trim();
  await ensureAdmin(node, { username: node.config.admin.username, password, division: node.config.division });
  await logNewKeys(node);
}

/** Each signing key is logged once, when the node first runs with it. */
async function logNewKeys(node: NodeContext): Promise<void> {
  for (const key of await node.signer.publicKeys()) {
    await transact(node.db, async (tx) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('node_key')
        .values({ kid: key.kid, use: key.use, suite: key.suite, public_key: key.publicKey, first_used_at: node.clock.now() })
        .onConflict((conflict) => conflict.column('kid').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return;
      await appendEntry(tx, node, { kind: 'key', ...key, at: node.clock.now().toISOString() });
    });
  }
}
