import { readFile } from 'node:fs/promises';
import { createJobs, createMeasures, createWebApp } from './app.ts';
import { type Config, readKey, readSealKeys } from './config.ts';
import { readDataClasses, sealedColumns } from './data-classes.ts';
import { sealEarlierConsents } from './features/conversion/index.ts';
import { readDivisions } from './features/division/index.ts';
import { takeInTrustList } from './features/federation/index.ts';
import { loadPacks } from './features/policy/index.ts';
import { ensureAdmin } from './features/staff/index.ts';
import { appendEntry } from './features/transparency/index.ts';
import type { NodeContext } from './node-context.ts';
import type { Clock } from './platform/clock.ts';
import { connectionsOf, openDatabase, transact } from './platform/db.ts';
import { createVerifier } from './platform/ecdsa.ts';
import { watchEventLoop } from './platform/event-loop.ts';
import type { FaultPoints } from './platform/fault-points.ts';
import { jobMeasures, runJobs } from './platform/jobs.ts';
import { ensureKeys, openKeyFolder } from './platform/key-folder.ts';
import { createLog } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { rekey } from './platform/rekey.ts';
import { createPatience } from './platform/outgoing/index.ts';
import { createSeal, type Seal } from './platform/seal.ts';
import { connectSigner } from './platform/signer-socket.ts';
import type { Signer } from './platform/signer.ts';
import { noTelemetry, type Telemetry } from './platform/telemetry.ts';
import { readProvince } from './province.ts';
import type { ServingRole, Stops } from './role.ts';
import { connectSources } from './sources/connect.ts';

/** Starts the roles that serve a province; what has to be released goes onto `stops` as it is opened. */
export async function startServing(
  role: ServingRole,
  config: Config,
  clock: Clock,
  stops: Stops,
  faults: FaultPoints | undefined,
): Promise<void> {
  if (role === 'rekey') return rekeyDatabase(config, stops);
  const context = await openContext(role, config, clock, stops, faults);
  if (role === 'migrate') return;
  const { telemetry } = context.node;
  const sources = await connectSources(context.node, config.sources);
  if ((context.node.province.signOn === null) !== (sources.provincialApp === undefined)) {
    throw new Error(
      'sources.provincialApp must be configured where the profile names an app of the province, and only there',
    );
  }
  telemetry.gauge('tongxing.db.connections', async () => connectionsOf(context.pool));
  if (role === 'all' || role === 'jobs') {
    const { jobs, ticks } = createJobs(context.node, sources);
    const runner = await runJobs({ ...context.node, pool: context.pool, jobs, ticks });
    for (const { name, read } of [...createMeasures(context.node, sources), ...jobMeasures(context.pool)]) {
      telemetry.gauge(name, () => read(clock.now()));
    }
    stops.push(() => runner.stop());
  }
  if (role === 'all' || role === 'web') {
    const app = await createWebApp(context.node, sources);
    await app.listen({ host: config.http.host, port: config.http.port });
    stops.push(() => app.close());
  }
}

async function openContext(
  role: ServingRole,
  config: Config,
  clock: Clock,
  stops: Stops,
  faults: FaultPoints | undefined,
) {
  const province = await readProvince(config.provinceFolder, config.division);
  const telemetry = await openTelemetry(role, config);
  stops.push(() => telemetry.stop());
  const divisions = await readDivisions();
  const handle = openDatabase(config.database.url, config.database.maxConnections, {
    statementSeconds: role === 'web' ? 10 : 600,
    faults,
  });
  stops.push(() => handle.close());
  if (role === 'migrate' || role === 'all') await migrate(handle.pool);
  const loop = watchEventLoop();
  stops.push(async () => loop.stop());
  const node: NodeContext = {
    config,
    province,
    divisions,
    db: handle.db,
    clock,
    log: createLog(config.logLevel),
    telemetry,
    patience: createPatience(clock),
    seal: await readSeal(config),
    permutationKey: await readKey(config.secrets.permutationKeyFile),
    signer: await openSigner(role, config, telemetry),
    strain: loop.isStrained,
    faults,
  };
  if (role === 'migrate' || role === 'all') await prepare(node);
  return { node, pool: handle.pool };
}

async function openTelemetry(role: ServingRole, { telemetry, division }: Config): Promise<Telemetry> {
  if (telemetry === undefined) return noTelemetry;
  // A node that is not measured does not load what measures.
  const { startTelemetry } = await import('./platform/open-telemetry.ts');
  return startTelemetry({ ...telemetry, division, role });
}

async function readSeal({ secrets }: Config): Promise<Seal> {
  return createSeal(await readSealKeys(secrets.sealKeys), await readKey(secrets.indexKeyFile));
}

/** Needs neither the signer nor the province: it may run beside the processes that serve. */
async function rekeyDatabase(config: Config, stops: Stops): Promise<void> {
  const handle = openDatabase(config.database.url, 2);
  stops.push(() => handle.close());
  const log = createLog(config.logLevel);
  await rekey({ db: handle.db, seal: await readSeal(config), log }, sealedColumns(readDataClasses()));
}

async function openSigner(role: ServingRole, config: Config, telemetry: Telemetry): Promise<Signer> {
  if (role === 'all' && 'keyFolder' in config.signer) {
    await ensureKeys(config.signer.keyFolder);
    return openKeyFolder(config.signer.keyFolder);
  }
  return connectSigner(config.signer.socket, telemetry);
}

/** What a database needs before the node serves: packs, trust list, the first administrator, and its keys in the log. */
async function prepare(node: NodeContext): Promise<void> {
  await loadPacks(node);
  await takeInTrustList({ ...node, verifier: createVerifier() });
  await sealEarlierConsents(node);
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
        .values({
          kid: key.kid,
          use: key.use,
          suite: key.suite,
          public_key: key.publicKey,
          first_used_at: node.clock.now(),
        })
        .onConflict((conflict) => conflict.column('kid').doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 0n) return;
      await appendEntry(tx, node, { kind: 'key', ...key, at: node.clock.now().toISOString() });
    });
  }
}
