import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyTrustList, type RootKey } from '@tongxing/codec';
import { createVerifier } from '@tongxing/server';
import { createDatabase, dropDatabase, ensurePostgres } from '@tongxing/server/embedded-postgres';
import { createInvariants } from '../invariants.ts';
import { createMarkers, placesOf } from '../markers/markers.ts';
import { recordTraffic } from '../markers/traffic.ts';
import { provincesOf } from '../provinces.ts';
import { startWorld } from '../world.ts';
import { freeWorldPorts } from './free-ports.ts';
import type { StoryWorld } from './story.ts';

/** A world for one story: its own ports, databases, keys and outside systems. Nothing of it is left afterwards. */
export async function openStoryWorld(
  options: { supervise?: boolean; divisions?: readonly string[] } = {},
): Promise<StoryWorld & { close(): Promise<void> }> {
  const postgres = await ensurePostgres({ instance: 'test' });
  const folder = await mkdtemp(join(tmpdir(), 'tx-'));
  const suffix = folder
    .slice(-6)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0');
  const database = (division: string) => `test_story_${suffix}_${division}`;
  const close: (() => Promise<unknown>)[] = [
    () => rm(folder, { recursive: true, force: true }),
    () => postgres.release(),
  ];
  const closeAll = async () => {
    for (const step of close.splice(0).toReversed()) await step();
  };
  try {
    const provinces = provincesOf(options.divisions);
    for (const { division } of provinces) {
      await createDatabase(postgres, database(division));
      close.push(() => dropDatabase(postgres, database(division)));
    }
    const databaseUrl = (division: string) => postgres.url(database(division));
    const world = await startWorld({
      ...options,
      folder,
      socketFolder: folder,
      databaseUrl,
      ports: await freeWorldPorts(),
      progress: () => undefined,
    });
    close.push(() => world.stop());
    const { roots, trustList } = await readTrust(join(folder, 'trust'));
    const listed = (division: string) => {
      const node = trustList.nodes.find((candidate) => candidate.division === division);
      if (node === undefined) throw new Error(`${division} is not in the trust list`);
      return node;
    };
    const nodes = Object.values(world.nodes).map((node) => ({
      division: node.division,
      url: node.url,
      listed: listed(node.division),
      isUp: () => node.processes.some(({ role }) => role === 'web'),
      processes: () => node.processes,
    }));
    const traffic = recordTraffic(Object.values(world.nodes).map(({ url }) => url));
    close.push(async () => traffic.stop());
    const markers = createMarkers({
      databases: Object.fromEntries(provinces.map(({ division }) => [division, postgres.url(database(division))])),
      places: placesOf(nodes),
      traffic,
    });
    return { world, roots, listed, invariants: createInvariants(nodes), markers, databaseUrl, folder, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** What the root keys of a folder say: the roots themselves and the list they have signed. */
export async function readTrust(folder: string) {
  const file = JSON.parse(await readFile(join(folder, 'roots.json'), 'utf8')) as {
    kid: string;
    x: string;
    y: string;
  }[];
  const roots: RootKey[] = file.map(({ kid, x, y }) => ({
    kid: Buffer.from(kid, 'hex'),
    key: { suite: 'ES256', x: Buffer.from(x, 'base64url'), y: Buffer.from(y, 'base64url') },
  }));
  const requirements = { roots, threshold: 2, now: Math.floor(Date.now() / 1000), minimumVersion: 0 };
  const bytes = await readFile(join(folder, 'trust-list.cose'));
  return { roots, trustList: await verifyTrustList(bytes, requirements, createVerifier()) };
}
