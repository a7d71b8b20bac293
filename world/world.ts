import { join } from 'node:path';
import type { Role } from '@tongxing/server/node';
import { startNodeProcess, type NodeProcess } from './node/process.ts';
import { alipayAppKey, type NodePlan, provisionNode, secretFile } from './node/provision.ts';
import { superviseNodeProcess } from './node/supervise.ts';
import { signTrustList } from './node/trust-root.ts';
import { provincesOf } from './provinces.ts';
import { manage } from './simulators/ask.ts';
import { catalogue, type SimulatorName } from './simulators/catalogue.ts';
import { startSimulatorProcess, type SimulatorProcess } from './simulators/process.ts';
import { demoAnswers } from './simulators/seed-data.ts';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';

export interface WorldOptions {
  /** Keys, secrets, configurations and the simulators' state. */
  readonly folder: string;
  readonly socketFolder: string;
  readonly databaseUrl: (division: string) => string;
  readonly ports: WorldPorts;
  /** The provinces that have a node; all where they are not named. */
  readonly divisions?: readonly string[];
  /** Processes have fault points, and those that die are started again. */
  readonly supervise?: boolean;
  /** What outside systems remember is gone with their processes: they write nothing, and cost the machine less. */
  readonly forgetful?: boolean;
  /** Told about every long step. */
  readonly progress: (step: string) => void;
}

export interface WorldPorts {
  readonly web: (division: string) => number;
  readonly management: (division: string, role: string) => number;
  readonly simulator: (name: SimulatorName) => { port: number; managementPort: number };
}

export interface WorldNode {
  readonly division: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
  readonly processes: readonly NodeProcess[];
  setClock(now: Date): Promise<void>;
  /** Ends one of its processes as a power cut would; it stays down, supervised or not, until it is started. */
  kill(role: NodeProcess['role']): Promise<void>;
  /** Starts a process that was killed, with the same configuration, as a supervisor would. */
  start(role: NodeProcess['role']): Promise<void>;
}

export interface World {
  readonly nodes: Readonly<Record<string, WorldNode>>;
  readonly simulators: Readonly<Record<SimulatorName, SimulatorProcess>>;
  stop(): Promise<void>;
}

/** Starts the outside systems and the provinces' nodes, each part a process of its own. What started is stopped when a part fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const started: { stop(): Promise<unknown> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).toReversed()) await part.stop();
  };
  try {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    options.progress('outside systems / 外部系统');
    const simulators = await startSimulators(options, started);
    options.progress('keys and trust list / 密钥与信任列表');
    const plans = await planNodes(options, simulators);
    options.progress('provincial nodes / 各省节点');
    const nodes = await Promise.all(plans.map((plan) => startNode(options, plan, started)));
    return { nodes: Object.fromEntries(nodes.map((node) => [node.division, node])), simulators, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startSimulators(options: WorldOptions, started: { stop(): Promise<unknown> }[]) {
  const answers = demoAnswers(Date.now());
  const running = await Promise.all(
    catalogue.map(async ({ name }) => {
      const stateFile = join(options.folder, `${name}.json`);
      const fresh = !existsSync(stateFile);
      const kept = options.forgetful === true ? {} : { stateFile };
      const simulator = await startSimulatorProcess(name, { ...options.ports.simulator(name), ...kept });
      started.push({ stop: () => simulator.stop() });
      if (fresh) await manage(simulator.managementUrl, 'PUT /answers', answers[name]);
      return [name, simulator] as const;
    }),
  );
  return Object.fromEntries(running) as Record<SimulatorName, SimulatorProcess>;
}

type PlannedNode = NodePlan & { readonly configFile: string; readonly name: { zh: string; en: string } };

async function planNodes(
  options: WorldOptions,
  simulators: Record<SimulatorName, SimulatorProcess>,
): Promise<PlannedNode[]> {
  const trustFolder = join(options.folder, 'trust');
  const alipayKeys = await alipayKeysOf(simulators['alipay-gateway']);
  const planned = provincesOf(options.divisions).map(({ division, name }) => ({
    division,
    name,
    folder: join(options.folder, division),
    socketFolder: options.socketFolder,
    port: options.ports.web(division),
    databaseUrl: options.databaseUrl(division),
    simulatorUrl: (simulator: string) => simulators[simulator as SimulatorName].url,
    trustFolder,
    alipayKeys,
  }));
  await signTrustList(
    trustFolder,
    planned.map(({ division, name, folder, port }) => ({
      division,
      name,
      baseUrl: `http://127.0.0.1:${port}`,
      keyFolder: join(folder, 'keys'),
    })),
    new Date(),
  );
  const provisioned = await Promise.all(
    planned.map(async (plan) => ({ ...plan, configFile: await provisionNode(plan) })),
  );
  await register(simulators, provisioned);
  return provisioned;
}

async function alipayKeysOf({ managementUrl }: SimulatorProcess): Promise<NodePlan['alipayKeys']> {
  return (await manage(managementUrl, 'GET /keys')).body as NodePlan['alipayKeys'];
}

/** What the nodes tell outside systems about themselves: the keys of their applications, and where receipts go. */
async function register(
  simulators: Record<SimulatorName, SimulatorProcess>,
  plans: readonly NodePlan[],
): Promise<void> {
  const applications = await Promise.all(
    plans.map(async (plan) => [`tongxing-${plan.division}`, await alipayAppKey(plan)] as const),
  );
  await manage(simulators['alipay-gateway'].managementUrl, 'PUT /clients', Object.fromEntries(applications));
  const receiptUrls = Object.fromEntries(
    plans.map(({ division, port }) => [`tongxing-${division}`, `http://127.0.0.1:${port}/channels/sms/receipts`]),
  );
  await manage(simulators['sms-gateway'].managementUrl, 'PATCH /answers', { receiptUrls });
  const redirectUris = Object.fromEntries(
    plans.map(({ division, port }) => [`tongxing-${division}`, [`http://127.0.0.1:${port}/app/`]]),
  );
  await manage(simulators['provincial-app'].managementUrl, 'PATCH /answers', { redirectUris });
}

async function startNode(
  options: WorldOptions,
  plan: PlannedNode,
  started: { stop(): Promise<unknown> }[],
): Promise<WorldNode> {
  const running = new Map<NodeProcess['role'], NodeProcess>();
  const begin = options.supervise === true ? superviseNodeProcess : startNodeProcess;
  const start = async (role: Role) => {
    const managementPort = options.ports.management(plan.division, role);
    if (role === 'migrate') await startNodeProcess(role, plan.configFile, managementPort);
    else running.set(role, await begin(role, plan.configFile, managementPort));
  };
  // The signer first, since the others sign with it; the database before those that use it.
  for (const roles of [['signer'], ['migrate'], ['jobs', 'web']] as const) {
    for (const role of roles) started.push({ stop: async () => running.get(role)?.stop() });
    await Promise.all(roles.map(start));
  }
  return {
    division: plan.division,
    name: plan.name,
    url: `http://127.0.0.1:${plan.port}`,
    admin: { username: 'admin', password: (await readFile(secretFile(plan, 'admin'), 'utf8')).trim() },
    get processes() {
      return [...running.values()];
    },
    async setClock(now) {
      for (const { managementUrl } of running.values()) {
        await fetch(`${managementUrl}/clock`, { method: 'PUT', body: JSON.stringify({ now: now.toISOString() }) });
      }
    },
    async kill(role) {
      await running.get(role)?.stop('SIGKILL');
      running.delete(role);
    },
    start,
  };
}
