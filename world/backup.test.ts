import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemError, routes } from '@tongxing/contract';
import {
  backUp,
  createDatabase,
  removePostgres,
  restoreBackup,
  startPostgres,
  type Postgres,
} from '@tongxing/server/embedded-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInCitizen, type Citizen } from './clients/citizen.ts';
import { until } from './clients/until.ts';
import { introduce } from './people/introduce.ts';
import { makePerson } from './people/person.ts';
import { twoProvinces, shanxi } from './provinces.ts';
import { freeWorldPorts } from './stories/free-ports.ts';
import { startWorld, type World, type WorldPorts } from './world.ts';

const name = `backup-${process.pid}`;
const residents = [61, 62, 63, 64].map((seed) => makePerson({ seed, division: '140105' }));
let folder: string;
let ports: WorldPorts;
let server: Postgres;
let world: World;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tx-'));
  await mkdir(join(folder, 'backups'));
  ports = await freeWorldPorts();
  await open();
  await introduce(world.simulators, residents);
}, 120_000);
afterAll(async () => {
  await world.stop();
  await removePostgres({ name });
  await rm(folder, { recursive: true });
}, 120_000);

/** Keys, secrets and outside systems stay as they are; the database is whatever lies in its place. */
async function open(): Promise<void> {
  server = await startPostgres({ name });
  for (const division of twoProvinces) await createDatabase(server, `node_${division}`);
  const databaseUrl = (division: string) => server.url(`node_${division}`);
  world = await startWorld({
    folder,
    socketFolder: folder,
    databaseUrl,
    ports,
    divisions: twoProvinces,
    progress: () => undefined,
  });
}

/** The database is gone and a backup takes its place. */
async function restore(backup: string): Promise<void> {
  await world.stop();
  await removePostgres({ name });
  await restoreBackup(backup, { name });
  await open();
}

const node = () => ({
  url: world.nodes[shanxi]!.url,
  smsManagementUrl: world.simulators['sms-gateway'].managementUrl,
});

async function settle(who: number): Promise<Citizen> {
  const citizen = await signInCitizen(node(), residents[who]!);
  await citizen.verify();
  await citizen.declare();
  await citizen.colour();
  await citizen.client.call(routes.applyForCode, { body: { scope: '140100' } });
  return citizen;
}

/** What the person holds in her hand: the decision and the code, and that the log proves the decision. */
async function held({ client }: Citizen) {
  const { decisionId, colour } = await client.call(routes.getHealthInformation, {});
  const { codeId } = await client.call(routes.getCode, {});
  const proof = await until('it is in the log', async () => {
    try {
      return await client.call(routes.getDecisionProof, { params: { subjectId: decisionId } });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'temporarily-unavailable') return undefined;
      throw error;
    }
  });
  return { decisionId, colour, codeId, salt: proof.salt };
}

async function log(): Promise<{ state: unknown; size: number }> {
  const { log: state } = (await (await fetch(`${node().url}/readyz`)).json()) as { log: unknown };
  const note = await (await fetch(`${node().url}/log/checkpoint`)).text();
  return { state, size: Number(note.split('\n')[1]) };
}

describe('a backup', () => {
  it('taken while people declare holds everything that was acknowledged before it began, and the log grows on', async () => {
    const [first, second] = [await settle(0), await settle(1)];
    const [hers, his] = [await held(first), await held(second)];
    const meanwhile = settle(2);
    const { files } = await backUp(server, join(folder, 'backups', 'whole'));
    expect(files).toBeGreaterThan(500);
    await meanwhile;
    const latest = join(folder, 'backups', 'latest');
    await held(await meanwhile);
    const before = await log();
    await backUp(server, latest);

    await restore(latest);
    expect(await held(first)).toEqual(hers);
    expect(await held(second)).toEqual(his);
    expect(await held(await meanwhile)).toMatchObject({ colour: 'green' });
    expect((await log()).state).toBe('whole');
    await held(await settle(3));
    expect((await log()).size).toBeGreaterThan(before.size);
  }, 180_000);

  it('that is older than the log serves people, says that the log is forked, and signs no second tree', async () => {
    const before = await log();
    await restore(join(folder, 'backups', 'whole'));
    expect(await log()).toMatchObject({ state: 'forked' });
    const { size } = await log();
    expect(size).toBeLessThan(before.size);
    // The fourth is not known any more, the node takes her in again; what that adds to the log is not signed.
    const again = await settle(3);
    expect((await again.client.call(routes.getHealthInformation, {})).colour).toBe('green');
    expect(await log()).toEqual({ state: 'forked', size });
  }, 180_000);

  it('is refused where there is data, and from a folder that holds none', async () => {
    await expect(restoreBackup(join(folder, 'backups', 'whole'), { name })).rejects.toMatchObject({
      code: 'restore-target',
    });
    await expect(restoreBackup(folder, { name: `${name}-x` })).rejects.toMatchObject({ code: 'restore-source' });
    await expect(backUp(server, join(folder, 'backups', 'whole'))).rejects.toMatchObject({ code: 'backup-target' });
  });
});
