import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type Client } from '@tongxing/contract';
import type { FastifyInstance } from 'fastify';
import { Logger, runOnce } from 'graphile-worker';
import { createJobs, createWebApp } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import { readDivisions } from '../src/features/division/index.ts';
import { takeInTrustList } from '../src/features/federation/index.ts';
import { ensureAdmin } from '../src/features/staff/index.ts';
import { loadPacks } from '../src/features/policy/index.ts';
import type { NodeContext } from '../src/node-context.ts';
import type { DbHandle } from '../src/platform/db.ts';
import { createVerifier } from '../src/platform/ecdsa.ts';
import { ensureKeys, openKeyFolder } from '../src/platform/key-folder.ts';
import { createLog } from '../src/platform/log.ts';
import { createPatience } from '../src/platform/outgoing/index.ts';
import { createSeal, type Seal } from '../src/platform/seal.ts';
import { noTelemetry, type Telemetry } from '../src/platform/telemetry.ts';
import { readProvince, type ProvinceProfile } from '../src/province.ts';
import { openTestDatabase } from './database.ts';
import { createFakeSources, type FakeSources } from './fake-sources.ts';
import { injectInto } from './inject.ts';
import { createManualClock, type ManualClock } from './manual-clock.ts';
import { createRoots, listNode, type Roots } from './trust.ts';

const divisions = await readDivisions();
const root = fileURLToPath(new URL('../../../', import.meta.url));

export const admin = { username: 'admin', password: 'correct horse battery' };

/** A whole node in this process: its own database, its own keys, sources that a test answers for, a clock that a test moves. */
/** The provinces with a profile and packs. */
export type Division = '140000' | '370000';

export interface TestNode {
  readonly division: string;
  readonly clock: ManualClock;
  readonly sources: FakeSources;
  readonly context: NodeContext;
  readonly handle: DbHandle;
  readonly app: FastifyInstance;
  /** Nobody in particular. */
  readonly client: Client;
  readonly roots: Roots;
  /** Serves on a free port of the loopback address, where a peer can reach it. */
  listen(): Promise<void>;
  /** Puts a list in the place where the administrator would and takes it in. */
  trust(list: Uint8Array): Promise<void>;
  /** Runs what has been asked for until nothing is left, as the jobs role would. A job that fails rejects. */
  settle(): Promise<void>;
  /** Runs every tick once at the clock's time, or one by its name, then {@link settle}s. */
  tick(name?: string): Promise<void>;
  /** Moves the clock, then ticks. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface TestNodeOptions {
  readonly division: string;
  readonly clock?: ManualClock;
  readonly roots?: Roots;
  readonly telemetry?: Telemetry;
  /** Where another process has to read what this one seals. */
  readonly seal?: Seal;
  /** What this test's province does otherwise than the profile says. */
  readonly profile?: (profile: ProvinceProfile) => ProvinceProfile;
  /** What this test's installation does otherwise. */
  readonly config?: (config: Config) => Config;
}

export async function openTestNode(options: TestNodeOptions): Promise<TestNode> {
  const { division, clock = createManualClock(), roots = createRoots(), profile = (same) => same } = options;
  const { config: configure = (same) => same } = options;
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-test-'));
  const handle = await openTestDatabase();
  const config = configure(configOf(division, folder));
  await mkdir(join(folder, 'trust'));
  await writeFile(config.trust.rootsFile, roots.file);
  await ensureKeys(join(folder, 'keys'));
  const context: NodeContext = {
    config,
    province: profile(await readProvince(config.provinceFolder, division)),
    divisions,
    db: handle.db,
    clock,
    log: createLog('silent'),
    telemetry: options.telemetry ?? noTelemetry,
    patience: createPatience(clock),
    seal: options.seal ?? createSeal(new Map([[1, randomBytes(32)]]), randomBytes(32)),
    permutationKey: randomBytes(32),
    signer: await openKeyFolder(join(folder, 'keys')),
  };
  await loadPacks(context);
  await ensureAdmin(context, { ...admin, division });
  const sources = createFakeSources(clock);
  const app = await createWebApp(context, sources);
  const { jobs, ticks } = createJobs(context, sources);

  const node: TestNode = {
    division,
    clock,
    sources,
    context,
    handle,
    app,
    client: createClient(config.http.publicUrl, injectInto(app)),
    roots,
    async listen() {
      await app.listen({ host: '127.0.0.1', port: 0 });
      config.http.publicUrl = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
    async trust(list) {
      await writeFile(config.trust.listFile, list);
      await takeInTrustList({ ...context, verifier: createVerifier() });
    },
    async settle() {
      const failures: unknown[] = [];
      const taskList = Object.fromEntries(
        jobs.map((job) => [
          job.name,
          (payload: unknown) =>
            job.run(payload as Record<string, string>).catch((error: unknown) => void failures.push(error)),
        ]),
      );
      await runOnce({ pgPool: handle.pool, taskList, logger: new Logger(() => () => undefined) });
      if (failures.length > 0) throw new AggregateError(failures, 'a job failed', { cause: failures[0] });
    },
    async tick(name) {
      for (const tick of ticks) if (name === undefined || tick.name === name) await tick.run(clock.now());
      await node.settle();
    },
    async pass(seconds) {
      clock.forward(seconds);
      await node.tick();
    },
    async close() {
      await app.close();
      await handle.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await node.trust(roots.sign(await twoNodes(node), clock.now()));
  await node.tick();
  return node;
}

/** This node, and a neighbour that is in the list and does not answer. */
async function twoNodes(node: TestNode) {
  const { signer, config } = node.context;
  const own = await listNode(node.division, config.http.publicUrl, signer, node.clock.now());
  const folder = await mkdtemp(join(tmpdir(), 'tongxing-peer-'));
  await ensureKeys(folder);
  const other = node.division === '140000' ? '370000' : '140000';
  const peer = await listNode(other, 'http://127.0.0.1:9', await openKeyFolder(folder), node.clock.now());
  await rm(folder, { recursive: true });
  return [own, peer];
}

function configOf(division: string, folder: string): Config {
  const source = { url: 'http://127.0.0.1:9', appId: 'test', secretFile: join(folder, 'none') };
  const templates = { colour: 'c', application: 'a', reminder: 'r', question: 'q' };
  return {
    division,
    http: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://127.0.0.1:37000',
      trustedProxies: [],
      allowedOrigins: [],
      maxConnections: 1000,
      // The clock of a test stands still and everybody calls from one address: the tests of limits set their own.
      limits: {
        factor: 1_000_000,
        phoneCodesPerAddressPerHour: 1_000_000,
        wrongEnrolmentsPerAddressPerHour: 1_000_000,
      },
    },
    database: { url: 'postgresql:///none', maxConnections: 2 },
    provinceFolder: join(root, 'provinces', division),
    policiesFolder: join(root, 'policies'),
    signer: { socket: join(folder, 'none') },
    secrets: {
      sealKeys: [{ version: 1, file: join(folder, 'none') }],
      indexKeyFile: join(folder, 'none'),
      permutationKeyFile: join(folder, 'none'),
    },
    admin: { username: admin.username, passwordFile: join(folder, 'none') },
    trust: {
      rootsFile: join(folder, 'trust', 'roots.json'),
      listFile: join(folder, 'trust', 'trust-list.cose'),
      threshold: 2,
      allowPrivateAddresses: true,
    },
    sources: {
      populationRegistry: source,
      exitEntryRegistry: source,
      itineraryCard: source,
      healthCommission: source,
      natLaboratory: source,
      nationalPlatform: source,
      smsGateway: { ...source, perSecond: 100 },
      wechat: { ...source, perSecond: 100, templates, page: 'pages/message' },
      alipay: {
        url: source.url,
        appId: 'test',
        privateKeyFile: join(folder, 'none'),
        alipayPublicKeyFile: join(folder, 'none'),
        contentKeyFile: join(folder, 'none'),
        perSecond: 100,
        templates,
        page: 'pages/message',
      },
    },
    logLevel: 'silent',
  };
}
