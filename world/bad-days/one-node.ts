import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, routes, type Client } from '@tongxing/contract';
import { signInCitizen, type Citizen } from '../clients/citizen.ts';
import { superviseNodeProcess, type SupervisedProcess } from '../node/supervise.ts';
import { provisionNode, secretFile, type NodePlan } from '../node/provision.ts';
import { startNodeProcess } from '../node/process.ts';
import { signTrustList } from '../node/trust-root.ts';
import { introduce } from '../people/introduce.ts';
import { makePerson } from '../people/person.ts';
import { manage } from '../simulators/ask.ts';
import { catalogue, type SimulatorName } from '../simulators/catalogue.ts';
import type { Fault } from '../simulators/faults.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../simulators/process.ts';
import { demoAnswers } from '../simulators/seed-data.ts';
import { createInvariants, type Invariants } from '../invariants.ts';
import { freePorts } from '../stories/free-ports.ts';
import { readTrust } from '../stories/story-world.ts';

const division = '140000';

/** One province's node and the systems outside it, for a day on which something is wrong. */
export interface OneNode {
  readonly url: string;
  readonly anonymous: Client;
  readonly web: SupervisedProcess;
  readonly jobs: SupervisedProcess;
  readonly signer: SupervisedProcess;
  readonly simulators: Readonly<Record<SimulatorName, SimulatorProcess>>;
  /** Somebody new whom the registry and the carriers know, signed in and verified. */
  arrive(): Promise<Citizen>;
  /** A client that speaks for the node's administrator. */
  staff(): Promise<Client>;
  readonly invariants: Invariants;
  fault(name: SimulatorName, fault: Fault): Promise<void>;
  close(): Promise<void>;
}

/** @param databaseUrl an empty database; what is in it when the node is closed is the caller's */
export async function openOneNode(databaseUrl: string): Promise<OneNode> {
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'tx-'));
    stops.push(() => rm(folder, { recursive: true, force: true }));
    const simulators = await startSimulators(stops);
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const plan = await plannedNode(folder, port, databaseUrl, simulators);
    const supervised = async (role: 'signer' | 'jobs' | 'web') => {
      const process = await superviseNodeProcess(role, plan.configFile, 0);
      stops.push(() => process.stop());
      return process;
    };
    const signer = await supervised('signer');
    await startNodeProcess('migrate', plan.configFile, 0);
    const [jobs, web] = await Promise.all([supervised('jobs'), supervised('web')]);
    const anonymous = createClient(url, fetch);
    const { trustList } = await readTrust(plan.trustFolder);
    const invariants = createInvariants([{ division, url, listed: trustList.nodes[0]!, isUp: () => true }]);
    let seed = 700_000;
    return {
      url,
      anonymous,
      web,
      jobs,
      signer,
      simulators,
      invariants,
      close,
      async arrive() {
        const person = makePerson({ seed: seed++, division: '140105' });
        await introduce(simulators, [person]);
        const smsManagementUrl = simulators['sms-gateway'].managementUrl;
        const citizen = await signInCitizen({ url, smsManagementUrl }, person);
        await citizen.verify();
        invariants.watch(division, citizen.client);
        return citizen;
      },
      async staff() {
        const { token } = await anonymous.call(routes.staffSignIn, { body: plan.admin });
        return anonymous.as(token);
      },
      async fault(name, fault) {
        const { status } = await manage(simulators[name].managementUrl, 'PUT /faults', { ...fault });
        if (status !== 200) throw new Error(`${name} did not take the fault: ${status}`);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startSimulators(stops: (() => Promise<unknown>)[]): Promise<OneNode['simulators']> {
  const answers = demoAnswers(Date.now());
  const started = catalogue.map(async ({ name }) => {
    const simulator = await startSimulatorProcess(name, { port: 0, managementPort: 0 });
    stops.push(() => simulator.stop());
    await manage(simulator.managementUrl, 'PUT /answers', { ...answers[name] });
    return [name, simulator] as const;
  });
  return Object.fromEntries(await Promise.all(started)) as OneNode['simulators'];
}

async function plannedNode(folder: string, port: number, databaseUrl: string, simulators: OneNode['simulators']) {
  const trustFolder = join(folder, 'trust');
  const keyFolder = join(folder, 'keys');
  const name = { zh: '山西省', en: 'Shanxi' };
  await signTrustList(trustFolder, [{ division, name, baseUrl: `http://127.0.0.1:${port}`, keyFolder }], new Date());
  const simulatorUrl = (simulator: string) => simulators[simulator as SimulatorName].url;
  const { managementUrl } = simulators['alipay-gateway'];
  const alipayKeys = (await manage(managementUrl, 'GET /keys')).body as NodePlan['alipayKeys'];
  const plan = { division, folder, socketFolder: folder, port, databaseUrl, simulatorUrl, trustFolder, alipayKeys };
  const configFile = await provisionNode(plan);
  return {
    configFile,
    trustFolder,
    admin: { username: 'admin', password: (await readFile(secretFile(plan, 'admin'), 'utf8')).trim() },
  };
}
