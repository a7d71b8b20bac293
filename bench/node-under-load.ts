import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, routes } from '@tongxing/contract';
import { createDatabase, dropDatabase, ensurePostgres } from '@tongxing/server/embedded-postgres';
import { signInCitizen } from '@tongxing/world/clients/citizen.ts';
import { introduce } from '@tongxing/world/people/introduce.ts';
import { makePerson } from '@tongxing/world/people/person.ts';
import { twoProvinces } from '@tongxing/world/provinces.ts';
import { catalogue } from '@tongxing/world/simulators/catalogue.ts';
import { freePorts } from '@tongxing/world/stories/free-ports.ts';
import { startWorld, type World } from '@tongxing/world/world.ts';
import { DIVISION } from './province.ts';

export interface NodeUnderLoad {
  /** Clients of people who have a code. */
  readonly clients: readonly Client[];
  readonly url: string;
  readonly admin: { readonly username: string; readonly password: string };
  readonly databaseUrl: string;
  readonly configFile: string;
  close(): Promise<void>;
}

/** People who go through sign-in and declaration at the same time. */
const TOGETHER = 4;

/** A node with its processes and a durable database, and `people` residents who came to their codes by its public HTTP. */
export async function openNode(people: number): Promise<NodeUnderLoad> {
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).toReversed()) await stop();
  };
  try {
    const world = await openWorld(stops);
    const { url, admin } = world.nodes[DIVISION]!;
    const configFile = join(world.folder, DIVISION, 'config.json');
    const databaseUrl = world.databaseUrl(DIVISION);
    return { clients: await register(world, people), url, admin, databaseUrl, configFile, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A world of two provinces, and where its databases are. */
export interface BenchWorld extends World {
  readonly folder: string;
  readonly databaseUrl: (division: string) => string;
}

/** Two provinces on durable databases; what has to be released goes onto `stops`. */
export async function openWorld(stops: (() => Promise<unknown>)[]): Promise<BenchWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'tx-'));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  const postgres = await ensurePostgres({ instance: 'bench', durable: true });
  stops.push(() => postgres.release());
  const database = (division: string) => `bench_${process.pid}_${division}`;
  for (const division of twoProvinces) {
    await createDatabase(postgres, database(division));
    stops.push(() => dropDatabase(postgres, database(division)));
  }
  const ports = (await freePorts(twoProvinces.length * 5 + catalogue.length * 2))[Symbol.iterator]();
  const next = () => ports.next().value as number;
  const web = new Map<string, number>(twoProvinces.map((division) => [division, next()]));
  const databaseUrl = (division: string) => postgres.url(database(division));
  const world = await startWorld({
    folder,
    socketFolder: folder,
    databaseUrl,
    ports: {
      web: (division) => web.get(division) as number,
      management: next,
      simulator: () => ({ port: next(), managementPort: next() }),
    },
    divisions: twoProvinces,
    // Each message would cost as much as all before it.
    forgetful: true,
    progress: () => undefined,
  });
  stops.push(() => world.stop());
  return { ...world, folder, databaseUrl };
}

async function register({ nodes, simulators }: World, count: number): Promise<Client[]> {
  const people = Array.from({ length: count }, (_, n) => makePerson({ seed: 10_000 + n, division: '370102' }));
  await introduce(simulators, people);
  const node = { url: nodes[DIVISION]!.url, smsManagementUrl: simulators['sms-gateway'].managementUrl };
  const clients: Client[] = [];
  for (let from = 0; from < count; from += TOGETHER) {
    const citizens = people.slice(from, from + TOGETHER).map(async (person) => {
      const citizen = await signInCitizen(node, person);
      await citizen.verify();
      await citizen.declare();
      await citizen.colour();
      await citizen.client.call(routes.applyForCode, { body: { scope: DIVISION } });
      return citizen.client;
    });
    clients.push(...(await Promise.all(citizens)));
  }
  return clients;
}
