import { rm } from 'node:fs/promises';
import { findBinaries, wantsDebian15 } from './binaries.ts';
import { prepareCluster } from './cluster.ts';
import { databaseUrl, type Address } from './databases.ts';
import { withLock } from './lock.ts';
import { register, unregister } from './users.ts';
import { folderInMemory, makePlaces, placesOf, type Places } from './places.ts';
import { answers, findPostmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { PORT } from './settings.ts';

export { backUp, restoreBackup, type Backup } from './backup.ts';
export {
  cloneDatabase,
  createDatabase,
  databaseUrl,
  dropDatabase,
  dropDatabases,
  ensureTemplate,
  type Address,
} from './databases.ts';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './error.ts';

/** Longer than any start: the first one makes the data folder, and a later one may have to recover from a crash. */
const LOCK_MS = 180_000;

/** A running server. It outlives this process if nobody stops it; the next start finds it again. */
export type Postgres = Address & {
  pid: number;
  dataDir: string;
  logFile: string;
  /** true when it was running already, left by a process that could not stop it */
  adopted: boolean;
  url: (database: string) => string;
  /** Shuts it down for everybody, with everything written, and waits until it is gone. */
  stop: () => Promise<void>;
};

export type StartOptions = {
  /** which server of this checkout: a–z, 0–9, "-" */
  name: string;
  /** another folder for its data and log; as root it must lie where the account `nobody` can walk to */
  dataDir?: string;
  /** false gives up surviving a power cut, for tests, and lies in memory where there is room; default true */
  durable?: boolean;
};

export type ShareOptions = {
  /** which server of this checkout: `test` for the tests, `demo` for the demo */
  instance: string;
  /** default: true except for `test` */
  durable?: boolean;
};

export type SharedPostgres = Postgres & {
  /** Ends this process's use; the last user's release stops the server. */
  release: () => Promise<void>;
};

/**
 * Runs the embedded PostgreSQL: makes its data on first use, adopts a server that still runs, recovers one that was
 * killed. Only a unix socket in a private folder leads to it.
 *
 * @throws EmbeddedPostgresError with a code for every cause and the cure in the message
 */
export async function startPostgres(options: StartOptions): Promise<Postgres> {
  const places = await placesFor(options);
  return withLock(places.instanceDir, LOCK_MS, () => startAlone(places, options.durable ?? true));
}

/**
 * Shares one server between processes: starts it if need be and registers this process as a user of it.
 * `release` stops the server when no other user is left, and deletes the data of one that is not durable; a user that
 * dies is forgotten by itself, since the registration is an open connection.
 */
export async function ensurePostgres({
  instance,
  durable = instance !== 'test',
}: ShareOptions): Promise<SharedPostgres> {
  const places = await placesFor({ name: instance, durable });
  return withLock(places.instanceDir, LOCK_MS, async () => {
    const server = await startAlone(places, durable);
    const registration = await register(server.url('postgres'));
    const release = () =>
      withLock(places.instanceDir, LOCK_MS, async () => {
        const alone = await unregister(registration);
        if (!alone) return;
        await server.stop();
        // Memory is not for keeping.
        if (!durable) await removePlaces(places);
      });
    return { ...server, release };
  });
}

/** Stops the server called `name`, if it runs, and deletes all its data. */
export async function removePostgres(options: StartOptions): Promise<void> {
  const places = await placesFor(options);
  await withLock(places.instanceDir, LOCK_MS, async () => {
    const pid = await findPostmaster(places);
    if (pid !== undefined) await stopPostmaster(pid, places);
    await removePlaces(places);
  });
}

async function removePlaces({ instanceDir, socketDir }: Places): Promise<void> {
  for (const dir of [instanceDir, socketDir]) await rm(dir, { recursive: true, force: true });
}

async function placesFor({ name, dataDir, durable = true }: StartOptions): Promise<Places> {
  const instance = instanceName(name);
  return placesOf(instance, dataDir ?? (durable ? undefined : await folderInMemory(instance)));
}

async function startAlone(places: Places, durable: boolean): Promise<Postgres> {
  await makePlaces(places);
  const binaries = await findBinaries(places);
  await prepareCluster(places, binaries);
  const running = await findPostmaster(places);
  if (running !== undefined) {
    if (await answers(running, places)) return handle(running, places, true);
    await stopPostmaster(running, places);
  }
  return handle(await startPostmaster(places, binaries, durable), places, false);
}

function handle(pid: number, places: Places, adopted: boolean): Postgres {
  const { socketDir, dataDir, logFile } = places;
  return {
    pid,
    socketDir,
    port: PORT,
    dataDir,
    logFile,
    adopted,
    url: (database) => databaseUrl({ socketDir, port: PORT }, database),
    stop: () => stopPostmaster(pid, places),
  };
}

/** Data folders of two PostgreSQL versions cannot be one. */
function instanceName(name: string): string {
  return wantsDebian15() ? `${name}-pg15` : name;
}
